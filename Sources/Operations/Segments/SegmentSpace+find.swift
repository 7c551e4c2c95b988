package import Definitions
import Identities
package import Metadata

extension SegmentSpace {
    /// The segment with this id, or else with this name; throws where there is none, with the nearest
    /// name.
    package func find(_ reference: String) async throws -> SegmentRecord {
        if let id = Int64(reference), let found = try await metadata.segment(id) { return found }
        let all = try await metadata.segments(SegmentListFilter())
        let named = all.filter { $0.name == reference }
        if let found = named.first(where: { $0.status != .archived }) ?? named.last { return found }
        throw OperationError(
            .notFound,
            "There is no segment '\(reference)'"
                + (nearestName(to: reference, among: all.map(\.name)).map {
                    "; did you mean '\($0)'?"
                }
                    ?? ". List them with 'cxm segment list'."))
    }

    /// The newest version of a segment.
    package func currentVersion(of segment: SegmentRecord) async throws -> SegmentVersion {
        try await version(segment.version, of: segment)
    }

    package func version(_ number: Int, of segment: SegmentRecord) async throws -> SegmentVersion {
        guard let version = try await metadata.version(number, of: segment.id) else {
            throw OperationError(
                .notFound,
                "Segment \(segment.id) (\(segment.name)) has no version \(number); it has 1 to "
                    + "\(segment.version).")
        }
        return version
    }

    /// A definition under an empty id, with those of all segments that it is made of, however deep.
    func definitions(
        with definition: SegmentDefinition
    ) async throws -> [String: SegmentDefinition] {
        var found = ["": definition]
        var wanted = SegmentComposition.parts(of: definition)
        while !wanted.isEmpty {
            let ids = wanted.compactMap { Int64($0) }
            let known = try await metadata.currentVersions(of: ids)
            wanted = []
            for version in known {
                let part = try version.parsed
                found[String(version.segment)] = part
                wanted += SegmentComposition.parts(of: part).filter { found[$0] == nil }
            }
        }
        return found
    }

    /// The names of archived segments by their ids.
    func archivedNames() async throws -> [String: String] {
        let archived = try await metadata.segments(SegmentListFilter(statuses: [.archived]))
        return Dictionary(
            archived.map { (String($0.id), $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every segment's current definition by its id, archived ones left out.
    func definitions() async throws -> [String: SegmentDefinition] {
        let segments = try await metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        let versions = try await metadata.currentVersions(of: segments.map(\.id))
        var definitions: [String: SegmentDefinition] = [:]
        for version in versions {
            definitions[String(version.segment)] = try version.parsed
        }
        return definitions
    }

    /// The same; those that cannot be read are named with the reason, by id.
    func readableDefinitions() async throws -> (
        definitions: [String: SegmentDefinition], unreadable: [String: any Error]
    ) {
        let segments = try await metadata.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        var definitions: [String: SegmentDefinition] = [:]
        var unreadable: [String: any Error] = [:]
        for version in try await metadata.currentVersions(of: segments.map(\.id)) {
            let id = String(version.segment)
            do { definitions[id] = try version.parsed } catch { unreadable[id] = error }
        }
        return (definitions, unreadable)
    }
}

extension SegmentVersion {
    /// The definition as a value.
    package var parsed: SegmentDefinition {
        get throws(DefinitionError) { try SegmentDefinition(JSONReader(definition)) }
    }
}

extension SegmentSpace {
    /// What people call what definitions name, in one language.
    package func names(_ language: Language) async throws -> SegmentNames {
        let segments = try await metadata.segments(SegmentListFilter())
        return SegmentNames(
            language, catalogue: try await catalogue(),
            segments: Dictionary(
                segments.map { (String($0.id), $0.name) }, uniquingKeysWith: { $1 }))
    }

    /// The number of a user; throws where the home does not know the id.
    package func user(_ id: String) throws -> UInt32 {
        guard let number = try Identities(home: home.path).number(of: id) else {
            throw OperationError(
                .notFound,
                "There is no user '\(id)' in this home; ids are compared letter by letter.")
        }
        return number
    }
}
