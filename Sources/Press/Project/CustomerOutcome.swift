/// What came of the customers that a run was asked for.
package struct CustomerOutcome: Sendable {
  /// How many rows were asked for.
  package var total = 0
  /// For how many something was written, and how many had all of it already.
  package var made = 0
  package var unchanged = 0
  package var failed: [Failure] = []

  /// A row that nothing was made of.
  package struct Failure: Sendable {
    /// What stands in the column of ids; empty where nothing does.
    package let id: String
    package let line: Int
    /// The names of the mistakes.
    package let names: [String]
    /// How many files of an earlier run were removed.
    package let removed: Int
  }

  /// How many have sheets that are current.
  package var ready: Int { made + unchanged }
}
