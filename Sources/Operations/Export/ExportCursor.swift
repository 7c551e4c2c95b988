/// A place in an export: the snapshot, and the last user that has arrived.
///
///     ExportCursor("17.m0000123")
///
/// It says the same whatever is left out meanwhile, and whoever was cut off can write it.
package struct ExportCursor: Hashable, Sendable {
    package let snapshot: Int64
    package let user: String

    package init(snapshot: Int64, user: String) {
        self.snapshot = snapshot
        self.user = user
    }

    package init(_ text: String) throws(ExportRefusal) {
        guard let dot = text.firstIndex(of: "."), let snapshot = Int64(text[..<dot]), snapshot > 0
        else { throw .badCursor(text) }
        self.init(snapshot: snapshot, user: String(text[text.index(after: dot)...]))
    }

    package var text: String { "\(snapshot).\(user)" }
}
