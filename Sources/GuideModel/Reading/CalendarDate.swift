package import Platform

/// A day of the Gregorian calendar.
package struct CalendarDate: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Makes a date; nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else {
      return nil
    }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// Reads `YYYY-MM-DD`.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads a date as people write it: `2026-11-22`, `2026/1/2`, `2026年1月2日`, and by the Japanese era `令和8年11月30日` or
  /// `R8.11.30`, with digits and signs of either width. Nil for a day that does not exist, or that its era does not have.
  package init?(written text: String) {
    guard let (era, numbers) = Self.parts(of: text), era != nil || numbers[0] >= 1000,
      let date = CalendarDate(year: numbers[0] + (era.map { $0.yearZero } ?? 0), month: numbers[1], day: numbers[2])
    else { return nil }
    if let era, !Self.has(era, date, year: numbers[0]) { return nil }
    self = date
  }

  /// Says which days an era has, where a text names a day of the calendar that is none of them.
  package static func eraHelp(for text: String) -> Message? {
    guard case (let era?, let numbers)? = parts(of: text),
      let date = CalendarDate(year: numbers[0] + era.yearZero, month: numbers[1], day: numbers[2]),
      !has(era, date, year: numbers[0])
    else { return nil }
    let (name, first) = (era.names[0], era.first.iso)
    guard let end = era.end else {
      return Message(ja: "\(name)は \(first) からです", en: "\(name) begins on \(first)")
    }
    let last = CalendarDate(secondsSince1970: (end.daysSince1970 - 1) * 86_400).iso
    return Message(ja: "\(name)は \(first) から \(last) までです", en: "\(name) is from \(first) to \(last)")
  }

  private static func has(_ era: Era, _ date: CalendarDate, year: Int) -> Bool {
    year >= 1 && date >= era.first && era.end.map { date < $0 } ?? true
  }

  /// Returns the era and the year, month and day that a text names, be they of the calendar or not.
  private static func parts(of text: String) -> (era: Era?, numbers: [Int])? {
    var scalars = text.unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      switch scalar.value {
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
      default: scalar.properties.isWhitespace ? nil : scalar
      }
    }[...]
    let era = eras.first { era in era.names.contains { scalars.starts(with: $0.unicodeScalars) } }
    if let era { scalars = scalars.dropFirst(scalars.starts(with: era.names[0].unicodeScalars) ? 2 : 1) }
    var numbers: [Int] = []
    var signs: [Unicode.Scalar] = []
    while numbers.count < 3 {
      let digits = scalars.prefix { ("0"..."9").contains($0) }
      if era != nil, numbers.isEmpty, scalars.first == "元" {
        numbers.append(1)
        scalars = scalars.dropFirst()
      } else if (1...4).contains(digits.count), let number = Int(String(String.UnicodeScalarView(digits))) {
        numbers.append(number)
        scalars = scalars.dropFirst(digits.count)
      } else {
        return nil
      }
      if let sign = scalars.popFirst() { signs.append(sign) }
    }
    // 年, 月 and 日 go together, and so do two equal signs.
    guard scalars.isEmpty, [["年", "月", "日"], ["-", "-"], ["/", "/"], [".", "."]].contains(signs) else { return nil }
    return (era, numbers)
  }

  private typealias Era = (names: [String], yearZero: Int, first: CalendarDate, end: CalendarDate?)

  /// The eras since the Gregorian calendar came to Japan: their names, the years before their first, their first
  /// days, and the first days after them.
  private static let eras: [Era] = {
    func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate { CalendarDate(trusted: year, month, day) }
    return [
      (["令和", "㋿", "R", "r"], 2018, day(2019, 5, 1), nil),
      (["平成", "㍻", "H", "h"], 1988, day(1989, 1, 8), day(2019, 5, 1)),
      (["昭和", "㍼", "S", "s"], 1925, day(1926, 12, 25), day(1989, 1, 8)),
      (["大正", "㍽", "T", "t"], 1911, day(1912, 7, 30), day(1926, 12, 25)),
      (["明治", "㍾", "M", "m"], 1867, day(1873, 1, 1), day(1912, 7, 30)),
    ]
  }()

  private init(trusted year: Int, _ month: Int, _ day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// Makes the date of a moment given in seconds since 1970-01-01, in Universal Time.
  package init(secondsSince1970 seconds: Int) {
    // Days to civil, H. Hinnant, 'chrono-compatible low-level date algorithms'.
    let days = (seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Returns the same day `count` months later, or the month's last day where it has no such day.
  package func adding(months count: Int) -> CalendarDate {
    let total = year * 12 + month - 1 + count
    let (year, month) = (total / 12, total % 12 + 1)
    return CalendarDate(year: year, month: month, day: min(day, Self.days(in: month, of: year))) ?? self
  }

  /// How many days lie between 1970-01-01 and this one.
  package var daysSince1970: Int {
    // Civil to days, from the same source.
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = year.quotientAndRemainder(dividingBy: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date as Japanese prints it: 2026年11月22日.
  package var japanese: String { "\(year)年\(month)月\(day)日" }

  /// The date as ISO 8601 writes it: 2026-11-22.
  package var iso: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
