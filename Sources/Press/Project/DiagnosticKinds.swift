import GuideModel
import Markup
package import Source
import Template

/// Every kind of mistake that there is.
package enum DiagnosticKinds {
  package static var all: [Diagnostic.Kind] {
    ([SourceFiles.unreadableEntry] + MarkupRules.all + GuideRules.kinds + TemplateRules.all + Theme.kinds
      + PrintRules.kinds + WebLinks.kinds + Git.kinds)
      .sorted { $0.code < $1.code }
  }
}
