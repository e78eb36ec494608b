/// How the page looks: on a screen by day and by night, on a phone, on paper.
enum Stylesheet {
  static let page = """
    :root{color-scheme:light dark;--ink:#1b1d21;--muted:#565c65;--rule:#d5d9de;--paper:#fdfdfc;--card:#ffffff;--tint:#f3f5f2;--accent:#0b5a8a}
    @media screen and (prefers-color-scheme:dark){:root{--ink:#e9e7e2;--muted:#a9afb8;--rule:#3a3f47;--paper:#131518;--card:#1a1d21;--tint:#1e2420;--accent:#7cc0ee}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,"Bitstream Charter","Source Serif 4",Georgia,"Liberation Serif",serif;overflow-wrap:break-word}
    header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:3rem}
    h1{font-size:clamp(1.7rem,5vw,2.5rem);line-height:1.15;margin:0 0 .6rem;letter-spacing:-.01em}
    h2{font-size:1.45rem;line-height:1.25;margin:3rem 0 .8rem;padding-top:.9rem;border-top:1px solid var(--rule)}
    h4{font-size:1.02rem;line-height:1.3;margin:1.6rem 0 .5rem}
    h3{font-size:1.12rem;line-height:1.3;margin:2.2rem 0 .6rem}
    p,li,dd{max-width:42rem}
    p{margin:.6rem 0}
    a{color:var(--accent)}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .question{font-size:1.2rem;color:var(--muted);font-style:italic}
    .skip{position:absolute;left:-100rem}
    .skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
    .brief{background:var(--tint);border-left:4px solid var(--accent);padding:1rem 1.4rem;margin:1.8rem 0}
    .brief h2{border:0;margin:0 0 .4rem;padding:0;font-size:1.15rem}
    .brief ul{margin:0;padding-left:1.1rem}
    .brief li{margin:.45rem 0;max-width:48rem}
    .brief figure{margin:.8rem 0}
    .brief figure .scroll{padding:.5rem}
    .caveat{font-size:.92rem;color:var(--muted);margin:.6rem 0 0}
    .lead{color:var(--muted);font-style:italic;margin-top:-.3rem}
    details{margin:.8rem 0;border:1px solid var(--rule);border-radius:4px;padding:.1rem .8rem}
    summary{cursor:pointer;padding:.45rem 0;font:.9rem/1.4 "Helvetica Neue",Arial,"Liberation Sans",sans-serif;color:var(--accent)}
    details[open]{padding-bottom:.6rem}
    tr:target>*{background:var(--tint)}
    tbody th{white-space:pre-wrap}
    nav h2{font-size:1.05rem;border:0;margin:1.5rem 0 .3rem;padding:0}
    nav ol{columns:2;column-gap:2rem;margin:0;padding-left:1.4rem}
    nav li{break-inside:avoid;margin:0;padding:.15rem 0}
    figure{margin:1.4rem 0}
    figure.square{display:inline-block;width:min(100%,28rem);vertical-align:top;margin-right:.5rem}
    figcaption,.notes,footer,caption{font-family:"Helvetica Neue",Arial,"Liberation Sans",sans-serif;color:var(--muted);font-size:.84rem;line-height:1.5}
    figcaption{margin-top:.5rem;max-width:48rem}
    .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--rule);border-radius:4px}
    figure .scroll{padding:.75rem}
    figure svg{display:block;margin:0 auto;min-width:var(--least);max-width:100%;height:auto}
    .remit-figure{--fig-paper:var(--card)!important}
    table{border-collapse:separate;border-spacing:0;width:100%;font:.86rem/1.4 "Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
    caption{text-align:left;caption-side:top;text-align:left;padding:.7rem .8rem .5rem;color:var(--ink);font-weight:600}
    caption span{display:block;position:sticky;left:.8rem;max-width:min(57rem,calc(100vw - 4.2rem))}
    th,td{padding:.38rem .8rem;text-align:left;vertical-align:top;font-weight:400}
    thead th{vertical-align:bottom;font-weight:600;border-bottom:1.5px solid var(--muted)}
    tbody tr+tr>*{border-top:1px solid var(--rule)}
    .number{text-align:right}
    td{white-space:nowrap}
    tbody th{min-width:8.5rem;max-width:18rem}
    .hint{display:none}
    .hidden-cell{color:var(--muted);font-style:italic}
    .notes{margin:.5rem 0 1.6rem}
    .notes p{max-width:48rem;margin:.3rem 0}
    .notes b{color:var(--ink);font-weight:600}
    dt{font-weight:700;margin-top:.9rem}
    dd{margin:0}
    .source{color:var(--muted);font-size:.9em}
    li{margin:.3rem 0}
    footer{margin-top:3.5rem;padding-bottom:3rem}
    footer p{border-top:1px solid var(--rule);padding-top:.9rem;max-width:none}
    @media (max-width:40rem){header{padding-top:1.6rem}nav ol{columns:1}.brief{padding:.8rem 1rem}h2{margin-top:2.2rem}.hint{display:block;color:var(--muted);font-size:.95rem}th,td{padding:.38rem .55rem}.scroll tr>th:first-child{position:sticky;left:0;background:var(--card);border-right:1px solid var(--rule)}}
    @media print{
    @page{margin:8mm 11mm}
    html{font-size:8pt;line-height:1.4}
    body{background:#fff;font-size:1rem;line-height:1.35}
    header,main,footer{max-width:none;padding:0}
    header{padding-top:0}
    nav,.skip,.hint{display:none}
    details{border:0;padding:0;margin:.3rem 0}
    details::details-content{content-visibility:visible;block-size:auto}
    summary{display:none}
    .narrow{display:inline-block;width:49%;vertical-align:top}
    .scroll{overflow:visible;border:0;padding:0!important}
    figure svg{min-width:0;margin:0;max-width:min(100%,calc(var(--least)*.6))}
    figure{margin:.3rem 0}
    figure.square{display:inline-block;width:48%;margin-right:1%;vertical-align:top}
    h1{font-size:1.7rem}
    .brief figure svg{max-width:70%}
    dl{columns:2;column-gap:1.6rem;font-size:.8em}
    dt{margin-top:.4rem}
    .notes{margin:.2rem 0 .5rem;line-height:1.3}
    .notes p{margin:.05rem 0;max-width:none}
    .brief li,figcaption{max-width:none}
    figcaption{margin-top:.2rem;line-height:1.3}
    .lead{display:none}
    li,p{margin:.12rem 0;max-width:none}
    footer{margin-top:.5rem;padding-bottom:0}
    ul{margin:.3rem 0}
    .brief{padding:.3rem .7rem;margin:.4rem 0}
    .brief li,.brief p{margin:.05rem 0}
    h2{margin-top:1rem;padding-top:.4rem}
    h3,h4{margin:.6rem 0 .2rem}
    h2,h3,h4,caption{break-after:avoid}
    figure,tr,.brief,dt,.short{break-inside:avoid}
    section>h2{break-inside:avoid}
    thead{display:table-header-group}
    table{font-size:.82rem;line-height:1.25}
    caption{padding:.4rem .4rem .4rem 0}
    caption span{max-width:none}
    th,td{padding:.1rem .4rem}
    td{white-space:normal}
    td.number{white-space:nowrap}
    tbody th{min-width:0}
    a{color:inherit;text-decoration:none}
    }
    """
}
