/// What a customer has agreed with the vendor.
package enum Contract: String, CaseIterable, Sendable { case none, spot, maintenance, sla }
