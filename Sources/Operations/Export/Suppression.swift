package import Bitmaps
package import Definitions
import Metadata
import Segments

/// Who is never exported nor sent to: the users of segments and lists, as a setting names them.
///
///     try Suppression(["12", ["list": "3"]])
package struct Suppression: Hashable, Sendable {
    /// The project's setting.
    package static let setting = "suppression"

    package enum Source: Hashable, Sendable {
        /// A segment's published snapshot, else its newest: `"12"`.
        case segment(Int64)
        /// A stored list of ids: `{"list": "3"}`.
        case list(String)
    }

    package var sources: [Source]

    package init(_ sources: [Source] = []) {
        self.sources = sources
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        var sources: [Source] = []
        for element in try reader.array() {
            guard case .string(let text) = element.value else {
                try element.allow(["list"])
                sources.append(.list(try element.member("list").string()))
                continue
            }
            guard let id = Int64(text) else {
                throw DefinitionError(
                    .wrongType, at: element.pointer,
                    "'\(text)' is no segment's id; write ids such as \"12\", or {\"list\": \"3\"}.")
            }
            sources.append(.segment(id))
        }
        self.init(sources)
    }

    package var json: JSONValue {
        .array(
            sources.map { source in
                switch source {
                case .segment(let id): .string(String(id))
                case .list(let id): ["list": .string(id)]
                }
            })
    }
}

extension SegmentSpace {
    /// The users that the project's setting leaves out, and those of more sources.
    ///
    /// Throws where a source cannot be read: then nobody may be exported.
    package func suppressed(_ more: Suppression = Suppression()) async throws -> Bitmap {
        var all = more.sources
        if let setting = try await metadata.setting(Suppression.setting) {
            all += try Suppression(JSONReader(setting, pointer: "/" + Suppression.setting)).sources
        }
        var users = Bitmap()
        for source in all { users.formUnion(try await self.users(of: source)) }
        return users
    }

    private func users(of source: Suppression.Source) async throws -> Bitmap {
        switch source {
        case .list(let id):
            do {
                return try ListStore(home: home.path).users(of: id)
            } catch {
                throw ExportRefusal.suppression("the list \(id) cannot be read.", "\(error)")
            }
        case .segment(let id):
            guard let segment = try await metadata.segment(id) else {
                throw ExportRefusal.suppression(
                    "the segment \(id)", "is not there; change the setting.")
            }
            guard let snapshot = try await servedSnapshot(of: segment) else {
                throw ExportRefusal.suppression("the segment \(id)", "was never run; run it.")
            }
            return try snapshots.users(of: snapshot.id, in: id)
        }
    }
}
