/// The section of the clinic of ``ResistanceGroupsTests``, of which a reader checked every count by hand: twenty of sixty fail two
/// drugs, twenty one, twenty none.
enum ResistanceSectionText {
  static let whole = """
    _The share that is resistant hangs on the definition: compare the rules before the groups._

    Every rule judges the same patients. Trials are judged on MADRS.

    A trial whose dose nobody recorded is never adequate; what that leaves open is counted as possible or cannot be told. Resistance dates from the day on which it is established, never from the start of the episode.

    ![Resistant patients by each rule, of the same patients.](figures/resistance.svg)

    **Resistance by rule, of 60 patients**

    | Rule | Resistant | % | 95 % CI | Possible | Cannot be told | Not resistant | Days to resistance |
    |---|---:|---|---|---:|---:|---:|---|
    | EMA | 20 | 33.3 | 22.7 to 45.9 | 0 | 0 | 40 | 129 (129 to 129) |
    | KIM register | 20 | 33.3 | 22.7 to 45.9 | 0 | 0 | 40 | 130 (130 to 130) |

    - n: patients with a trial of an antidepressant in the files, or failures stated before entry.
    - Trials of the current episodes: 100, of which 100 adequate, 0 inadequate, and 0 that cannot be judged.
    - Trials that a score decides, by scale: MADRS 80.
    - Of the adequate drug trials, 100 have no record of days supplied, so that adherence is not known and was not asked for.
    - Of the trials, 20 have no score at the right time and no code that tells what came of them; they are neither failures nor successes.

    ### How far the rules agree

    **Cohen's kappa of two rules, on resistant or not**

    | Rule | EMA |
    |---|---|
    | KIM register | 1.00 |

    - 1: the rules name the same patients; 0: as often as by chance. Counts: tables/resistance-agreement.csv.

    ### Stages in the current episode

    **Stages, of 60 patients**

    | Method | Stage: patients (%) |
    |---|---|
    | Thase-Rush, strict | 0: 20 (33.3) · I: 20 (33.3) · II: 20 (33.3) · III: 0 · IV: 0 · V: 0 |
    | Thase-Rush, lenient | 0: 20 (33.3) · I: 20 (33.3) · II: 20 (33.3) · III: 0 · IV: 0 · V: 0 |
    | Thase-Rush, bilateral ECT failed out of order | no: 60 (100.0) · yes: 0 |

    - The stages of a method are all patients. In rows: tables/resistance-stages.csv.

    ### What the parameters do

    Nobody knows the right overlap, trial length or era gap, nor what an unknown dose was. The share by EMA's rule under 108 settings of five parameters, of the same patients. Every setting: tables/resistance-grid.csv.

    ![Each column is one setting of the five parameters, in ascending order of the share; the dashed line marks the parameters of this run.](figures/specification-curve.svg)

    - Over the 108 settings shown the share runs from 33.3 % to 33.3 %.

    ### The rules

    - **EMA (ema)**: At least two failed trials of different agents, of the same or another class, each adequate in dose, duration and adherence, in the current episode. (EMA/CHMP/185423/2010 Rev. 2, 30 May 2013 (existence verified, wording from memory))
    - **KIM register (kim)**: Start of the third sequential treatment of the current episode, each earlier one lasting more than 28 days; ECT and rTMS count. (Hägg 2020, PMC7392234, Panel 1 (verified))
    """
}
