package import Columns
package import Definitions
import Foundation

/// A consistent snapshot of a dataset, open for reading; imports that follow do not disturb it.
///
///     let dataset = try EventDataset(home: "cxm-home", name: "loans")
///
/// Opening maps the columns and reads the dictionaries of events; nothing else is loaded.
package struct EventDataset: Sendable {
    package let manifest: Manifest
    package let folder: String
    /// Event names by code.
    package let events: [String]
    package let partitions: [EventPartition]

    package init(home: String, name: String) throws(EventStoreError) {
        let folder = Self.folder(home: home, name: name)
        guard FileManager.default.fileExists(atPath: folder + "/" + Manifest.fileName) else {
            throw .unknownDataset(name, known: Self.names(home: home))
        }
        try self.init(folder: folder)
    }

    /// Opens the dataset in `folder`.
    package init(folder: String) throws(EventStoreError) {
        var manifest = try Manifest(readingFrom: folder)
        while true {
            do throws(ColumnError) {
                (events, partitions) = try Self.open(manifest, in: folder)
                break
            } catch {
                // An import may have published its state, and removed files, meanwhile.
                let newer = try Manifest(readingFrom: folder)
                guard newer.generation != manifest.generation else { throw .column(error) }
                manifest = newer
            }
        }
        self.folder = folder
        self.manifest = manifest
    }

    private static func open(
        _ manifest: Manifest, in folder: String
    ) throws(ColumnError) -> (events: [String], partitions: [EventPartition]) {
        let events = try TextDictionary(path: folder + "/" + manifest.eventDictionary).texts
        var partitions: [EventPartition] = []
        for entry in manifest.partitions {
            partitions.append(
                try EventPartition(
                    folder: folder + "/" + entry.folder, entry, properties: manifest.properties))
        }
        return (events, partitions)
    }

    package static func folder(home: String, name: String) -> String {
        "\(home)/datasets/\(name)"
    }

    /// The datasets of a home, by name.
    package static func names(home: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home + "/datasets")) ?? []
        return names.filter {
            FileManager.default.fileExists(atPath: "\(home)/datasets/\($0)/\(Manifest.fileName)")
        }.sorted()
    }

    package var eventCount: Int { partitions.reduce(0) { $0 + $1.eventCount } }

    /// The newest event's time, in milliseconds since 1970 UTC.
    package var dataUntil: Int64? { partitions.map(\.lastTime).max() }

    /// One more than the greatest user number that has an event.
    package var userNumberLimit: Int {
        partitions.map { partition in
            partition.users.withCodes(as: UInt32.self) { Int($0[partition.userCount - 1]) + 1 }
        }.max() ?? 0
    }

    /// The dictionary of a text property. Cost: one pass over its bytes.
    package func dictionary(of property: Manifest.Property) throws(EventStoreError)
        -> TextDictionary
    {
        do {
            return try TextDictionary(path: folder + "/" + (property.dictionary ?? ""))
        } catch {
            throw .column(error)
        }
    }

    /// What a question may name.
    package var schema: DatasetSchema {
        DatasetSchema(
            name: manifest.dataset, events: Set(events),
            properties: manifest.properties.map { .init($0.name, $0.type) },
            hasSequence: manifest.hasSequence, roles: manifest.roles)
    }
}

extension Manifest {
    /// Reads the manifest of a dataset's folder.
    package init(readingFrom folder: String) throws(EventStoreError) {
        let path = folder + "/" + Self.fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .damagedManifest(path: path, reason: "it cannot be read")
        }
        do {
            let reader = JSONReader(try JSONValue(parsing: String(decoding: data, as: UTF8.self)))
            let version = try reader.member("version").integer(in: 1...Int64.max)
            guard version <= Self.version else {
                throw EventStoreError.newerFormat(path: path, version: version)
            }
            try self.init(reader)
        } catch let error as DefinitionError {
            throw .damagedManifest(path: path, reason: error.description)
        } catch let error as EventStoreError {
            throw error
        } catch {
            throw .damagedManifest(path: path, reason: "\(error)")
        }
    }
}
