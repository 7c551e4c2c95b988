package import Definitions
import Metadata

/// One change of many segments: each is changed or says why not.
///
///     let outcomes = try await ChangeSegments(space)(["3", "5"], .tag(["q4"]))
package struct ChangeSegments: Sendable {
    package enum Action: Hashable, Sendable {
        case tag([String])
        case untag([String])
        case move(folder: String)
        case giveTo(owner: String)
        case archive
        case unarchive
    }

    package struct Outcome: Sendable {
        /// As it was asked for.
        package let segment: String
        /// Nil: it is done.
        package let failure: (any Error)?
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// In the order of the segments, by id or name.
    package func callAsFunction(
        _ segments: [String], _ action: Action
    ) async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for name in segments {
            try Task.checkCancellation()
            do {
                try await apply(action, to: name)
                outcomes.append(Outcome(segment: name, failure: nil))
            } catch {
                outcomes.append(Outcome(segment: name, failure: error))
            }
        }
        return outcomes
    }

    private func apply(_ action: Action, to name: String) async throws {
        let segment = try await space.find(name)
        let change = ChangeSegment(space)
        switch action {
        case .archive: _ = try await change.archive(segment)
        case .unarchive: _ = try await change.unarchive(segment)
        case .tag(let tags):
            _ = try await change(segment) { segment in
                segment.tags += tags.filter { !segment.tags.contains($0) }
            }
        case .untag(let tags):
            _ = try await change(segment) { $0.tags.removeAll(where: tags.contains) }
        case .move(let folder): _ = try await change(segment) { $0.folder = folder }
        case .giveTo(let owner): _ = try await change(segment) { $0.owner = owner }
        }
    }
}

extension ChangeSegments.Action {
    package enum Word: String, CaseIterable, Sendable {
        case tag, untag, move, owner, archive, unarchive
    }

    /// `{"action": "tag", "tags": ["q4"]}`, `{"action": "move", "folder": "Marketing"}`, …
    package init(_ reader: JSONReader) throws(DefinitionError) {
        switch try reader.member("action").choice(Word.self) {
        case .tag: self = .tag(try Self.tags(reader))
        case .untag: self = .untag(try Self.tags(reader))
        case .move: self = .move(folder: try reader.member("folder").string())
        case .owner: self = .giveTo(owner: try reader.member("owner").string())
        case .archive: self = .archive
        case .unarchive: self = .unarchive
        }
    }

    private static func tags(_ reader: JSONReader) throws(DefinitionError) -> [String] {
        var tags: [String] = []
        for tag in try reader.member("tags").array() { tags.append(try tag.string()) }
        return tags
    }
}
