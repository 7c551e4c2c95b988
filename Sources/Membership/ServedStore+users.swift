package import Columns
package import Identities

/// The index of users, in which a look-up reads one place of memory.
extension ServedStore {
    private static let start = "users-"
    private static let end = ".ids"

    private static func name(_ users: Identities) -> String {
        start + String(users.stamp, radix: 16) + end
    }

    /// The index of these users; nil where there is none (yet): then they are looked up in their own, which
    /// takes longer.
    package func index(
        of users: Identities, report: (any Error) -> Void = { _ in }
    ) -> InlineTexts? {
        let name = Self.name(users)
        guard folder.names.contains(name) else { return nil }
        do throws(IdentitiesError) {
            return try users.inline(path: folder.path + "/" + name)
        } catch {
            report(error)
            folder.remove(name)
            return nil
        }
    }

    /// Removes the index of these users; readers keep what they have mapped.
    package func discardIndex(of users: Identities) {
        folder.remove(Self.name(users))
    }

    /// Writes the index of these users where there is none, and removes those of others; whether it wrote
    /// one. The caller has the lock.
    ///
    /// Cost: some 100 ns a user; memory: up to 54 bytes a user meanwhile.
    package func writeIndex(of users: Identities) throws -> Bool {
        let name = Self.name(users)
        let others = folder.names.filter {
            $0.hasPrefix(Self.start) && $0.hasSuffix(Self.end) && $0 != name
        }
        defer { for other in others { folder.remove(other) } }
        guard !folder.names.contains(name) else { return false }
        let beside = name + PackWriter.beside
        guard try users.writeInline(to: folder.path + "/" + beside) else { return false }
        try folder.move(beside, to: name)
        try folder.synchronize()
        return true
    }
}
