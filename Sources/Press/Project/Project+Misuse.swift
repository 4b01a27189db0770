package import GuideModel
package import Platform
import Source

extension Project {
  /// Says why nothing can be written to the output folder: what is read would be written over, or published.
  package var outputMisuse: Message? {
    let (root, output) = (resolvedPath(root) ?? root, Self.resolved(output))
    if FileSystem.exists(output), !FileSystem.isFolder(output) {
      return Message(
        ja: "'\(output)' はフォルダーではありません。--output にはフォルダーを指定してください",
        en: "'\(output)' is no folder: give --output one")
    }
    let read = ["\(root)/content", "\(root)/themes"].map { resolvedPath($0) ?? $0 }
    if let link = OutputFolder.link(in: output) {
      return Message(
        ja: "'\(link)' がリンクなので、書いたものが別の場所に入ります。リンクを消してください",
        en: "'\(link)' is a link, and what is written there would land elsewhere; remove it")
    }
    guard
      output == "/" || root == output || root.hasPrefix("\(output)/")
        || read.contains(where: { output == $0 || output.hasPrefix("\($0)/") })
    else { return nil }
    return Message(
      ja: "--output に '\(output)' は使えません。content/ と themes/ の外の、専用のフォルダーにしてください",
      en: "'\(output)' cannot be the output: choose a folder of its own, outside content/ and themes/")
  }

  /// Says that there is no theme of the name that was asked for.
  package var themeMisuse: Message? {
    guard let theme, Theme.find(theme, root: root, program: program) == nil else { return nil }
    return Self.unknown([theme], in: Theme.names(root: root, program: program), Message(ja: "テーマ", en: "theme"))
  }

  /// A path with its links resolved as far as it exists.
  private static func resolved(_ path: String) -> String {
    if let whole = resolvedPath(path) { return whole }
    let parent = path.folder
    let base = parent.isEmpty ? (resolvedPath(path.hasPrefix("/") ? "/" : ".") ?? "") : resolved(parent)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return base == "/" ? "/\(name)" : "\(base)/\(name)"
  }

  /// Says which of some trades there is not, and which one was meant.
  package static func unknownIndustry(_ names: [String], in guide: Guide) -> Message? {
    let called = guide.titles(of: guide.industries)
      .merging(guide.industries.map { ($0.name.value, $0.id.name) }) { first, _ in first }
    return unknown(
      names, in: guide.industries.ids.map(\.name), called: called, Message(ja: "業種", en: "industry"))
  }

  /// Says which of some names there is not, and which one was meant; `called` leads to them from what else they are called.
  package static func unknown(
    _ names: [String], in known: [String], called: [String: String] = [:], _ what: Message
  ) -> Message? {
    names.first { !known.contains($0) }.map { name in
      let near =
        called[name] ?? closest(to: name, in: known)
        ?? closest(to: name, in: called.keys.sorted()).flatMap { called[$0] }
      let all = known.prefix(20).joined(separator: ", ")
      let list =
        known.isEmpty
        ? Message(ja: "（まだ一つもありません）", en: " (there is none yet)")
        : Message(ja: "（あるもの: \(all)）", en: " (there is: \(all))")
      return Message(
        ja: "\(what.ja) '\(name)' がありません" + (near.map { "。'\($0)' ではありませんか" } ?? list.ja),
        en: "there is no \(what.en) '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? list.en))
    }
  }
}
