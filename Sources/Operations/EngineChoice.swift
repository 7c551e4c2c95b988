/// Which engine answers a question; both give the same numbers.
package enum EngineChoice: String, CaseIterable, Sendable {
    /// The event store's columns, at memory speed.
    case native
    /// Compiled SQL over what was imported, in the warehouse.
    case sql
}
