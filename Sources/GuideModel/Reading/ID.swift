/// Names an item of one kind; unique within the kind.
package struct ID<Item>: Hashable, Sendable, CustomStringConvertible {
  package let name: String

  package init(_ name: String) { self.name = name }

  package var description: String { name }
}

/// An item of the guide that has a page and is referred to by its id.
package protocol GuideItem: Sendable {
  /// The index of its page in `Guide.pages`.
  var page: Int { get }
  var id: ID<Self> { get }
}

/// Holds all items of one kind in their order, and finds them by id.
package struct Items<Item: GuideItem>: Sendable, RandomAccessCollection {
  private let items: [Item]
  private let indexes: [ID<Item>: Int]
  /// The ids of items that there are, but for mistakes in them.
  private let unread: Set<ID<Item>>

  /// The ids of items that are left out as drafts.
  package let drafts: Set<ID<Item>>

  init(_ items: [Item], unread: Set<ID<Item>>, drafts: Set<ID<Item>> = []) {
    self.items = items
    self.unread = unread
    self.drafts = drafts
    indexes = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var startIndex: Int { items.startIndex }
  package var endIndex: Int { items.endIndex }
  package subscript(position: Int) -> Item { items[position] }

  /// Returns the item that bears `id`.
  package subscript(id: ID<Item>) -> Item? { indexes[id].map { items[$0] } }

  /// Whether there is an item of that id, be it a mistaken one, of which reading it tells.
  package func has(_ id: ID<Item>) -> Bool { indexes[id] != nil || unread.contains(id) }

  /// The ids in the order of the items.
  package var ids: [ID<Item>] { items.map(\.id) }
}
