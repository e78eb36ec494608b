/// A person's given name and family name in one cell: `Anna Berg`, `Berg, Anna`, `ANNA MARIA BERG`.
///
/// Two to four words, each with a capital, one of which, the first of all or the first after a comma, is a common given
/// name. Names that are also words, places or months (`Mark`, `Florence`, `April`) are left out.
///
/// Not: all given names, nor a family name alone. Source: the names are from memory.
enum FullName {
  private static let given: Set<[UInt8]> = {
    let names = """
      adam agnes agnieszka alan albert alberto alejandro alessandro alexander alexandra alfred ali alice amanda amelia amy ana \
      anders andrea andreas andrew andrzej angela anita anja ann anna anne annette anthony antoine antonio arne arthur astrid \
      barbara beatrice benjamin bente bernard birgit birgitte bjorn bo brian bruno camilla carl carla carlos carmen carol \
      caroline catherine cecilia charles christian christina christine christopher claire claude claudia clara daniel daniela \
      david deborah dennis diana diego dieter dirk donald dorothy edward elena eleni elisabeth elizabeth elena ellen elsa \
      emil emilia emily emma enrico erik erika eric ernst eva fatima felix ferdinand fernando francesca francesco francois \
      frank franz fredrik friedrich gabriel gabriele george georg gerhard gianni giovanni giulia giuseppe grzegorz gudrun \
      guillaume gunnar gustav hans harald harry hassan heidi heinrich helen helena helga helle henning henrik henry herbert \
      hugo ingrid irene isabel isabella jacek jack jacob jacqueline jakob james jan jane jean jennifer jens jesper jessica \
      joan joanna johan johann johanna johannes john jonas jonathan jorge jose josef joseph juan judith julia julie jurgen \
      karen karin karl katarzyna katharina katherine kathleen kevin kim kirsten kjell klaus kristian krzysztof kurt lars \
      laura lauren leif lena leo linda lisa lise lotte louis louise lucia ludwig luigi luis lukas magdalena malgorzata manfred \
      manuel marcel marco marcus margaret margarita maria marie mario marta martha martin mary matthew matthias mats max \
      mehmet mette michael michel michelle miguel mikael mohamed mohammed monica monika muhammad nancy natalia nathalie \
      nicholas nicole niels nils nina olaf ole oliver olivia oscar otto pablo paolo patricia patrick paul paula pedro per peter \
      petra philip philippe pierre piotr rachel rainer ralf rebecca renate richard robert roberto rolf ronald ruth samuel \
      sandra sara sarah sebastian sergio silvia simon sofia sophie stefan stefania stephanie stephen steven susan susanne \
      sven teresa theodor thomas tomasz torben ulrich ulrike ursula uwe valerie vera veronica victor vincent walter werner \
      wilhelm william wolfgang xavier yvonne zofia
      """
    return Set(names.split(separator: " ").map { Array($0.utf8) })
  }()

  static func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (7...48).contains(bytes.count), bytes[0] &- 65 < 26 || bytes[0] >= 0x80 else { return false }
    var words: [[UInt8]] = [[]]
    var afterComma: Int?
    for byte in bytes {
      switch byte {
      case UInt8(ascii: " "): if !(words.last?.isEmpty ?? true) { words.append([]) }
      case UInt8(ascii: ","):
        if afterComma != nil || (words.last?.isEmpty ?? true) { return false }
        afterComma = words.count
        words.append([])
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF,
        UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "."):
        words[words.count - 1].append(byte)
      default: return false
      }
    }
    guard (2...4).contains(words.count), let family = words.last, family.count > 1 else { return false }
    let isCapital = words.allSatisfy { word in
      word.first.map { $0 &- 65 < 26 || $0 >= 0x80 } ?? false
        || ["de", "von", "van", "der", "la", "af"].contains(word)
    }
    guard isCapital, words[0].count > 1 else { return false }
    let first = afterComma.flatMap { $0 < words.count ? words[$0] : nil } ?? words[0]
    return given.contains(first.map { $0 < 0x80 ? $0 | 0x20 : $0 })
  }
}

extension [String] {
  fileprivate func contains(_ word: [UInt8]) -> Bool { contains(String(decoding: word, as: UTF8.self)) }
}
