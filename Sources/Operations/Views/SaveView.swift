package import Definitions
package import Metadata

/// Saves dashboards and shared analyses.
///
///     let saved = try await SaveView(space)(ViewRecord(kind: .dashboard, name: "Weekly", …))
package struct SaveView: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    package func callAsFunction(_ view: ViewRecord) async throws -> ViewRecord {
        let saved = try await space.metadata.addView(view, at: space.now)
        try await space.note("\(saved.kind.rawValue).save", saved.subject)
        return saved
    }

    /// `view.revision` is the one that the change was made from; else the error is `conflict`.
    package func replace(_ view: ViewRecord) async throws -> ViewRecord {
        let saved = try await space.metadata.updateView(view, at: space.now)
        try await space.note("\(saved.kind.rawValue).save", saved.subject)
        return saved
    }

    package func remove(_ view: ViewRecord, expecting revision: Int?) async throws {
        try await space.metadata.removeView(view.id, expecting: revision)
        try await space.note("\(view.kind.rawValue).remove", view.subject)
    }
}

extension ViewRecord {
    fileprivate var subject: String { "\(kind.rawValue)/\(id)" }

    /// As the API shows it; `content` only where one is asked for, else the kind of an analysis' question.
    package func json(withContent: Bool) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("id", .string(String(id))), .init("name", .string(name)),
            .init("folder", .string(folder)), .init("owner", .string(owner)),
            .init("revision", .count(revision)),
            .init("created_at", .string(Zone.utc.text(createdAt))),
            .init("changed_at", .string(Zone.utc.text(changedAt))),
        ]
        guard withContent else {
            return .object(members + (questionKind.map { [.init("kind", .string($0))] } ?? []))
        }
        guard case .object(let own) = content else { return .object(members) }
        return .object(members + own)
    }

    private var questionKind: String? {
        guard kind == .analysis else { return nil }
        return try? JSONReader(content).member("question").member("kind").string()
    }
}
