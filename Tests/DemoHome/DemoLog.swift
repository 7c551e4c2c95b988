import Columns
import Definitions
import DemoCompany
import EventStore
import Foundation

/// Events of the demo company as a dataset's files: `docs/formats/dataset.md`.
struct DemoLog {
    let events: [AppEvent]
    let folder: String

    private static let partitionMilliseconds: Int64 = 30 * 86_400_000

    private struct Property: Sendable {
        let name: String
        let text: @Sendable (AppEvent) -> String?
    }

    private static let properties = [
        Property(name: "os") { $0.system.rawValue },
        Property(name: "app_version") { $0.appVersion.rawValue },
        Property(name: "reference_id") { $0.reference?.text },
    ]

    func writeDictionaries() throws -> [Manifest.Property] {
        try TextDictionary.write(
            EventName.allCases.map { Array($0.rawValue.utf8) }, to: folder + "/events.dictionary")
        return try Self.properties.enumerated().map { index, property in
            try TextDictionary.write(
                texts(property).map { Array($0.utf8) }, to: folder + "/p\(index).dictionary")
            return .init(
                name: property.name, type: .text, column: "p\(index)",
                dictionary: "p\(index).dictionary")
        }
    }

    private func texts(_ property: Property) -> [String] {
        Set(events.compactMap(property.text)).sorted()
    }

    func writePartitions() throws -> [Manifest.Partition] {
        let codes = Self.properties.map { property in
            let texts = texts(property)
            return Dictionary(uniqueKeysWithValues: zip(texts, 1...UInt32(texts.count)))
        }
        let groups = Dictionary(grouping: events) { $0.time / Self.partitionMilliseconds }
        return try groups.keys.sorted().map { key in
            try write(groups[key] ?? [], start: key * Self.partitionMilliseconds, codes: codes)
        }
    }

    private func write(
        _ events: [AppEvent], start: Int64, codes: [[String: UInt32]]
    ) throws -> Manifest.Partition {
        let rows = events.sorted {
            ($0.member, $0.time, $0.number) < ($1.member, $1.time, $1.number)
        }
        let name = "part-\(start)"
        let path = folder + "/" + name + "/"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let begins = rows.indices.filter { $0 == 0 || rows[$0].member != rows[$0 - 1].member }
        try write(begins.map { UInt32(rows[$0].member - 1) }, path + "users")
        try write((begins + [rows.count]).map { UInt32($0) }, path + "offsets")
        try write(rows.map { UInt32($0.time - start) }, path + "time")
        let eventCodes = Dictionary(
            uniqueKeysWithValues: zip(EventName.allCases, 0..<UInt8(EventName.allCases.count)))
        try write(rows.map { eventCodes[$0.event] ?? 0 }, path + "event")
        try writeSessions(rows, begins: Set(begins), path)
        for (index, property) in Self.properties.enumerated() {
            try write(
                rows.map { property.text($0).flatMap { codes[index][$0] } ?? 0 },
                path + "p\(index)")
        }
        return Manifest.Partition(
            folder: name, start: start, eventCount: Int64(rows.count),
            userCount: Int64(begins.count), firstTime: rows.map(\.time).min() ?? start,
            lastTime: rows.map(\.time).max() ?? start, files: try files(path))
    }

    private func writeSessions(_ rows: [AppEvent], begins: Set<Int>, _ path: String) throws {
        try writeBits(
            rows.indices.map {
                begins.contains($0) || rows[$0].time - rows[$0 - 1].time > 1_800_000
            }, path + "session")
        // Every event has a number of its own: none shares time and sequence with another.
        try writeBits(rows.map { _ in false }, path + "moment")
    }

    private func files(_ path: String) throws -> [Manifest.File] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
            let column = try Column(path: path + name)
            return .init(
                name: name, size: Int64(column.byteCount),
                modifiedNanoseconds: column.modifiedNanoseconds)
        }
    }

    private func write<Code: BitwiseCopyable>(_ values: [Code], _ path: String) throws {
        var writer = try ColumnWriter(
            path: path + ".column", kind: .codes, width: MemoryLayout<Code>.size)
        try writer.append(values)
        _ = try writer.finish()
    }

    private func writeBits(_ values: [Bool], _ path: String) throws {
        var writer = try ColumnWriter(path: path + ".column", kind: .bits, width: 0)
        for value in values { try writer.append(bit: value) }
        _ = try writer.finish()
    }
}
