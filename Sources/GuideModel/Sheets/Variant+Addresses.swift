// Where the sheets of the site are published.

extension Variant {
  /// The address of the sheet on the site.
  package var address: String { path + ".html" }

  /// The address of the salesperson's copy.
  package var talkAddress: String { path + ".talk.html" }

  private var path: String { "\(industry.sheetsFolder)/\(sheet.id)" }
}

extension Industry {
  /// The folder of the trade's sheets.
  package var sheetsFolder: String { "\(Guide.sheetsFolder)/\(id)" }

  /// The address of all the trade's sheets in one document.
  package var packAddress: String { "\(sheetsFolder)/pack.html" }
}
