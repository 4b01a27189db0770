package import GuideModel
package import Platform
package import Source
package import Template

/// A theme: templates, partials, assets and `theme.yaml` from a folder `themes/NAME/`, over those of the theme that it
/// extends, file by file.
package struct Theme: Sendable {
  package let templates: TemplateSet
  /// The assets as they are published.
  private let assets: ThemeAssets
  /// The sheets' style, which every sheet carries within itself.
  private let ownSheetStyles: [UInt8]
  /// What marks sheets as the vendor's own.
  var letterhead = Letterhead.none

  /// The sheets' style in the vendor's colour.
  package var sheetStyles: [UInt8] { ownSheetStyles + letterhead.styles }

  /// Reported when a project names a theme that there is not.
  package static let missingTheme = Diagnostic.Kind(
    "T407", "missing-theme", .error,
    Message(
      ja: "テーマのフォルダーがないか、中に必要なものがありません。themes/名前/ に置きます。theme.yaml に「extends: standard」と書けば、変えるファイルだけで足ります。",
      en: "There is no such theme, or it lacks what a theme needs: themes/NAME/. With 'extends: standard' in its "
        + "theme.yaml it holds nothing but the files that differ."))

  /// The kinds of mistakes that a theme's files can have, its templates' own aside.
  package static let kinds = [missingTheme, ThemeAssets.missingAsset, unusedFile] + ThemeMarkup.kinds

  private static let unusedFile = Diagnostic.Kind(
    "T410", "unused-theme-file", .warning,
    Message(
      ja: """
        テーマの中に、どこからも使われないファイルがあります。型は templates/ に、ほかの型が {{> 名前}} や {{<名前}} で呼ぶ部品は partials/ に、\
        画像とスタイルは assets/ に置きます。型の名前は、標準テーマにあるものか、ページの template に書いたものだけです。
        """,
      en: """
        A theme has a file that nothing uses. Templates belong into templates/, what others call by {{> name}} or {{<name}} into \
        partials/, pictures and styles into assets/. A template bears a name that the standard theme has, or that a page's \
        'template' says.
        """))

  /// Loads a theme and those that it extends: from the project's `themes/`, else from beside the program. Its files join
  /// `sources`, so that messages can show their lines; mistakes in them are reported.
  ///
  /// - Parameter talks: Whether there are salesperson's copies, for which alone a template `talk` is needed.
  package static func load(
    _ name: String, for guide: Guide, talks: Bool = false, project root: String, program: String,
    into sources: inout SourceFiles, reporting report: inout Report
  ) throws(FileError) -> Theme? {
    let mistakes = report.count(.error)
    var layers = try ThemeLayers.read(
      name, namedAt: name == guide.site.theme ? guide.site.themeRange : nil, root: root, program: program,
      into: &sources,
      reporting: &report)
    guard !layers.files.isEmpty else { return nil }
    let lacking =
      PageShape.templates.map(\.name)
      .filter { name in !layers.templates.contains { $0.name == name } && (talks || name != "talk") }.sorted()
      .map { "templates/\($0).mustache" } + (layers.files["assets/sheet.css"] == nil ? ["assets/sheet.css"] : [])
    guard lacking.isEmpty else {
      guard report.count(.error) == mistakes else { return nil }  // a misread theme.yaml says more than what follows
      report.add(
        missingTheme, at: nil,
        Message(
          ja: "テーマ '\(name)' に \(lacking.joined(separator: "、")) がありません",
          en: "the theme '\(name)' lacks \(lacking.joined(separator: ", "))"),
        help: Message(ja: "theme.yaml に「extends: standard」と書いてください", en: "write 'extends: standard' in its theme.yaml"))
      return nil
    }
    layers.file.set(guide.site.themeSettings, assets: guide.sources.assets, reporting: &report)
    let assets = try ThemeAssets(layers)
    for (_, file) in layers.templates {
      assets.checkReferences(in: sources[file], file, reporting: &report)
    }
    ThemeMarkup.check(layers.templates.filter { layers.own.contains($0.file) }, in: sources, reporting: &report)
    let strings = layers.file.strings.compactMapValues { $0.text(in: guide.site.language) }
    let templates = TemplateSet(
      layers.templates, in: sources,
      shapes: Dictionary(
        PageShape.templates.map { ($0.name, $0.shape) }
          + ownTemplates(of: guide, in: layers, reporting: &report).map { ($0, PageShape.page) },
        uniquingKeysWith: { first, _ in first }),
      surroundings: Surroundings(layers.file.settingsRecord, strings: strings, text: assets.renamingReferences),
      reporting: &report)
    reportUnused(layers, templates, sources, &report)
    return Theme(
      templates: templates, assets: assets, ownSheetStyles: try readFile(layers.files["assets/sheet.css"] ?? ""))
  }

  /// Reports what the project's own theme has in vain: most often a name is misspelt.
  private static func reportUnused(
    _ layers: ThemeLayers, _ templates: TemplateSet, _ sources: SourceFiles, _ report: inout Report
  ) {
    func add(_ path: String, at range: SourceRange?) {
      let names =
        PageShape.templates.map { "templates/\($0.name).mustache" }
        + layers.files.keys.filter { $0.hasPrefix("partials/") && !path.hasSuffix($0) }.sorted()
      let below = path.split(separator: "/").dropFirst(2).joined(separator: "/")
      func stem(_ path: String) -> Substring { path.fileName.prefix { $0 != "." } }
      let near = closest(to: below, in: names) ?? names.first { stem($0) == stem(below) }
      report.add(
        unusedFile, at: range,
        Message(ja: "'\(path)' は、どこからも使われません", en: "nothing uses '\(path)'"),
        help: near.map(Message.meant)
          ?? Message(
            ja: "templates/、partials/、assets/ のどれかに置きます", en: "a theme has templates/, partials/ and assets/"))
    }
    for path in layers.strays { add(path, at: nil) }
    for (_, file) in layers.templates where layers.own.contains(file) && !templates.used.contains(file) {
      add(sources[file].path, at: SourceRange(file: file, start: 0, end: min(1, sources[file].bytes.count)))
    }
  }

  /// Returns the templates that pages choose by `template`; those that there are not are reported.
  private static func ownTemplates(
    of guide: Guide, in layers: ThemeLayers, reporting report: inout Report
  ) -> Set<String> {
    let taken = Set(PageShape.templates.map(\.name)).subtracting(["page"])
    let known = layers.files.keys.filter { $0.hasPrefix("templates/") && $0.hasSuffix(".mustache") }
      .map { String($0.dropFirst("templates/".count).dropLast(".mustache".count)) }.filter { !taken.contains($0) }
    var names: Set<String> = []
    for page in guide.pages {
      guard let template = page.template else { continue }
      if page.kind != .sheet, known.contains(template.value) {
        names.insert(template.value)
      } else {
        report.add(
          .badValue, at: template.range,
          page.kind == .sheet
            ? Message(ja: "配付資料の型は選べません", en: "a sheet has no choice of templates")
            : Message(
              ja: "テーマの templates/ に、ページの型 '\(template.value)' がありません",
              en: "the theme's templates/ has no template '\(template.value)' for pages"),
          help: closest(to: template.value, in: known.sorted()).map(Message.meant)
            ?? Message(
              ja: "themes/名前/templates/ に置いてください（{{<page}} で標準の型を元にできます）",
              en: "put it into themes/NAME/templates/; it may extend the standard one by {{<page}}"))
      }
    }
    return names
  }

  /// The theme's assets as files of the site.
  package var files: [OutputFile] { assets.files }

  /// Returns where an asset is published, below the site.
  func address(of asset: String) -> String { assets.address(of: asset) }

  /// The folders that can hold themes: the project's, those beside the program, those of the repository that it was
  /// built in.
  static func folders(root: String?, program: String) -> [String] {
    var folders = root.map { ["\($0)/themes"] } ?? []
    var above = program.folder
    while !above.isEmpty {
      folders += ["\(above)/share/tebiki/themes", "\(above)/themes"]
      above = above.folder
    }
    return folders
  }

  static func find(_ name: String, root: String, program: String, besides: [String] = []) -> String? {
    guard !name.isEmpty, !name.contains("/"), name != "..", name != "." else { return nil }
    return folders(root: root, program: program).map { "\($0)/\(name)" }.first { folder in
      !besides.contains(folder) && isTheme(folder)
    }
  }

  /// The names of the themes that there are: the project's own, and those beside the program.
  package static func names(root: String?, program: String) -> [String] {
    let found = folders(root: root, program: program).flatMap { place in
      ((try? FileSystem.names(in: place)) ?? []).filter { isTheme("\(place)/\($0)") }
    }
    return Set(found).sorted()
  }

  /// Says what can be done where there is no theme of a name: which others there are, else where it is put.
  static func helpWithout(_ name: String, root: String?, program: String) -> Message {
    let names = names(root: root, program: program).filter { $0 != name }
    if let near = closest(to: name, in: names) {
      return Message.meant(near)
    }
    guard name != "standard", !names.isEmpty else {
      return Message(
        ja: "themes/\(name)/ を、プロジェクトか tebiki のそばに置いてください", en: "put themes/\(name)/ into the project or beside tebiki")
    }
    return Message(ja: "あるもの: \(names.joined(separator: "、"))", en: "there is: \(names.joined(separator: ", "))")
  }

  private static func isTheme(_ folder: String) -> Bool {
    ["templates", "theme.yaml"].contains { FileSystem.exists("\(folder)/\($0)") }
  }
}

extension ThemeFile {
  /// The settings as templates read them.
  var settingsRecord: Record {
    let shape = Shape(
      settings.map { Shape.Field($0.name.value, $0.form == .flag ? .flag : .text, "") })
    let values = settings.map { setting -> (String, Value) in
      let value = setting.value?.value ?? ""
      switch setting.form ?? .text {
      case .flag: return (setting.name.value, .flag(value == "true"))
      case .file: return (setting.name.value, .text(Address.encoded(value)))
      case .color, .text: return (setting.name.value, .text(value))
      }
    }
    let settings = Record(shape, values)
    return Record(Shape([.init("settings", .record(shape), "")]), [("settings", .record(settings))])
  }
}
