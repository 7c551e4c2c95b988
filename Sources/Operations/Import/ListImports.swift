import Attributes
package import Definitions
import EventStore
import Foundation

/// What was imported into a home, and the rows that were left out.
///
///     let imports = try ListImports(home: home)()
///
/// Cost: reads the manifests, and the names of the files of rejected rows.
package struct ListImports: Sendable {
    private let home: Home

    package init(home: Home) {
        self.home = home
    }

    /// Datasets by name, then tables of attributes by name.
    package func callAsFunction() throws -> JSONValue {
        var entries: [JSONValue] = []
        let rejected = rejectedFiles()
        for name in home.datasets {
            let folder = EventDataset.folder(home: home.path, name: name)
            let manifest = try Manifest(readingFrom: folder)
            entries.append([
                "name": .string(name), "kind": "events",
                "generation": .integer(manifest.generation),
                "rows": .integer(manifest.partitions.reduce(0) { $0 + $1.eventCount }),
                "users": .null, "sources": .array(manifest.sources.map(Self.withoutPaths)),
                "rejects": .array(Self.rejects(of: name, among: rejected)),
            ])
        }
        for name in AttributeTable.names(home: home.path) {
            let table = try AttributeTable(home: home.path, name: name)
            entries.append([
                "name": .string(name), "kind": "attributes",
                "generation": .integer(table.manifest.generation), "rows": .null,
                "users": .count(table.manifest.userCount), "sources": .array([]),
                "rejects": .array(Self.rejects(of: name, among: rejected)),
            ])
        }
        return .array(entries)
    }

    private func rejectedFiles() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: home.path + "/rejects")) ?? []
    }

    /// The files of rejected rows, newest first: `loans-2026-11-23T09-15-00.csv`.
    private static func rejects(of name: String, among files: [String]) -> [JSONValue] {
        files.filter { RejectsWriter.isFile($0, of: name) }.sorted().reversed()
            .map { .string($0) }
    }

    /// Files by their names: where they lie on the server says nothing to the reader.
    private static func withoutPaths(_ source: JSONValue) -> JSONValue {
        guard case .object(let members) = source else { return source }
        return .object(
            members.map { member in
                guard member.name == "path" || member.name == "files" else { return member }
                return .init(member.name, shortened(member.value))
            })
    }

    private static func shortened(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let path): .string(String(path.split(separator: "/").last ?? ""))
        case .array(let values): .array(values.map(shortened))
        case .object: withoutPaths(value)
        default: value
        }
    }
}
