package import Source

extension Figure {
  /// What a figure shows; one case for each type.
  package enum Content: Sendable {
    case bar([Amount])
    case stacked([Share])
    case people([Crowd])
    case timeline([Phase])
    case matrix([Point])
    case flow(Flow)
  }

  /// How exact a number is.
  package struct Approximation: Sendable {
    /// 約.
    package var isAbout = false
    /// 以上.
    package var isAtLeast = false

    enum Word: String, CaseIterable {
      case about = "約"
      case atLeast = "以上"
      case exact = "なし"
    }
  }

  /// A number as it is printed.
  package struct Quantity: Sendable {
    package let value: Double
    /// Its digits as the author wrote them, in groups of three.
    package let digits: String
    package let approximation: Approximation
  }

  /// One bar.
  package struct Amount: Sendable {
    package internal(set) var label: Located<String>
    package let quantity: Quantity
  }

  /// One part of a whole.
  package struct Share: Sendable {
    package internal(set) var label: Located<String>
    /// Nil for the rest, which nobody has counted.
    package let quantity: Quantity?
    /// Its part of 1.
    package let portion: Double
  }

  /// Some of at most ten people.
  package struct Crowd: Sendable {
    package internal(set) var label: Located<String>
    package let count: Int
    package let total: Int
    package let approximation: Approximation
  }

  /// What stands still from some time on.
  package struct Phase: Sendable {
    package internal(set) var name: Located<String>
    package internal(set) var items: [Located<String>]
  }

  /// A measure, by what it costs and how much it helps.
  package struct Point: Sendable {
    package internal(set) var label: Located<String>
    package let cost: Measure.Cost
    package let effect: Int
  }

  /// Who calls whom, in the order of the calls.
  package struct Flow: Sendable {
    package struct Call: Sendable {
      /// Indexes into `people`.
      package let from: Int
      package let to: Int
      package internal(set) var what: Located<String>
    }

    package internal(set) var people: [Located<String>]
    package internal(set) var calls: [Call]
  }

  /// Which of the guide's measures a matrix shows.
  package struct MeasureChoice: Sendable {
    /// These alone; empty for all that the rest lets through.
    package var ids: [Located<ID<Measure>>] = []
    package var costs: [Measure.Cost] = []
    package var effects: [Int] = []
    package var actors: [Actor] = []
    package var contracts: [Measure.Contract] = []
    package var limit = 12
  }
}

extension Figure.Content {
  /// Changes every label, in the order in which they are read.
  mutating func updateLabels(_ change: (inout Located<String>) -> Void) {
    switch self {
    case .bar(var amounts):
      for index in amounts.indices { change(&amounts[index].label) }
      self = .bar(amounts)
    case .stacked(var shares):
      for index in shares.indices { change(&shares[index].label) }
      self = .stacked(shares)
    case .people(var crowds):
      for index in crowds.indices { change(&crowds[index].label) }
      self = .people(crowds)
    case .timeline(var phases):
      for index in phases.indices {
        change(&phases[index].name)
        for item in phases[index].items.indices { change(&phases[index].items[item]) }
      }
      self = .timeline(phases)
    case .matrix(var points):
      for index in points.indices { change(&points[index].label) }
      self = .matrix(points)
    case .flow(var flow):
      for index in flow.people.indices { change(&flow.people[index]) }
      for index in flow.calls.indices { change(&flow.calls[index].what) }
      self = .flow(flow)
    }
  }

  /// Every label, in the order in which they are read.
  var labels: [Located<String>] {
    var (content, labels) = (self, [Located<String>]())
    content.updateLabels { labels.append($0) }
    return labels
  }
}
