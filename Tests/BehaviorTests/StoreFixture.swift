import Behavior
import Columns
import Definitions
import EventStore
import Foundation
import TestSupport

/// Writes journeys straight into a dataset's files, without the import: small, simple, in memory.
struct StoreFixture {
    let journeys: JourneySet
    /// Where partitions end, beside the end of all time.
    let boundaries: [Int64]
    let folder: String
    private let types: [(key: String, value: DatasetSchema.PropertyType)]
    private let eventNames: [String]

    init(_ journeys: JourneySet, boundaries: [Int64] = [], folder: String) {
        self.journeys = journeys
        self.boundaries = boundaries.sorted()
        self.folder = folder
        types = journeys.propertyTypes.sorted { $0.key < $1.key }
        eventNames = Set(journeys.events.map(\.name)).sorted()
    }

    func write() throws -> EventDataset {
        var properties: [Manifest.Property] = []
        for (index, (name, type)) in types.enumerated() {
            let dictionary = type == .text ? "p\(index).dictionary" : nil
            if let dictionary {
                try TextDictionary.write(
                    texts(name).map { Array($0.utf8) }, to: folder + "/" + dictionary)
            }
            properties.append(
                .init(name: name, type: type, column: "p\(index)", dictionary: dictionary))
        }
        try TextDictionary.write(
            eventNames.map { Array($0.utf8) }, to: folder + "/events.dictionary")
        var partitions: [Manifest.Partition] = []
        let starts = [Int64.min / 4] + boundaries
        for (index, start) in starts.enumerated() {
            let end = index < boundaries.count ? boundaries[index] : Int64.max / 4
            if let partition = try writePartition(index, from: start, to: end) {
                partitions.append(partition)
            }
        }
        let manifest = Manifest(
            dataset: "test", generation: 1, timezone: journeys.zone.name,
            sessionGapMilliseconds: journeys.sessionGapMilliseconds,
            hasSequence: journeys.hasSequence, roles: journeys.roles,
            eventDictionary: "events.dictionary",
            properties: properties, partitions: partitions, sources: [])
        try Data(manifest.json.rendered().utf8)
            .write(to: URL(filePath: folder + "/" + Manifest.fileName))
        return try EventDataset(folder: folder)
    }

    private func texts(_ property: String) -> [String] {
        Set(journeys.events.compactMap { $0.properties[property]?.words }).sorted().reversed()
    }

    private struct Row {
        let user: Int
        let event: JourneyEvent
    }

    private func writePartition(
        _ index: Int, from: Int64, to: Int64
    ) throws -> Manifest.Partition? {
        var rows: [Row] = []
        for (user, journey) in journeys.users.enumerated() {
            let events = journey.events.filter { from <= $0.time && $0.time < to }
            rows += events.sorted { ($0.time, $0.sequence ?? 0) < ($1.time, $1.sequence ?? 0) }
                .map { Row(user: user, event: $0) }
        }
        guard let first = rows.map(\.event.time).min(), let last = rows.map(\.event.time).max()
        else { return nil }
        let name = "part\(index)"
        let path = folder + "/" + name + "/"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try writeKeys(rows, path, start: first)
        for (index, (name, type)) in types.enumerated() {
            try write(rows.map { $0.event.properties[name] }, type, name, path + "p\(index)")
        }
        var files: [Manifest.File] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
            let column = try Column(path: path + file)
            files.append(
                .init(
                    name: file, size: Int64(column.byteCount),
                    modifiedNanoseconds: column.modifiedNanoseconds))
        }
        return Manifest.Partition(
            folder: name, start: first, eventCount: Int64(rows.count),
            userCount: Int64(Set(rows.map(\.user)).count), firstTime: first, lastTime: last,
            files: files)
    }

    private func writeKeys(_ rows: [Row], _ path: String, start: Int64) throws {
        let begins = rows.indices.filter { $0 == 0 || rows[$0].user != rows[$0 - 1].user }
        let isBegin = Set(begins)
        try codes(begins.map { UInt32(rows[$0].user) }, path + "users")
        try codes((begins + [rows.count]).map { UInt32($0) }, path + "offsets")
        try codes(rows.map { UInt32($0.event.time - start) }, path + "time")
        try codes(
            rows.map { UInt8(eventNames.firstIndex(of: $0.event.name) ?? 0) }, path + "event")
        try bits(
            rows.indices.map {
                isBegin.contains($0)
                    || rows[$0].event.time - rows[$0 - 1].event.time
                        > journeys.sessionGapMilliseconds
            }, path + "session")
        guard journeys.hasSequence else { return try PostingsWriter(folder: path).write() }
        try bits(
            rows.indices.map {
                !isBegin.contains($0) && rows[$0].event.time == rows[$0 - 1].event.time
                    && rows[$0].event.sequence == rows[$0 - 1].event.sequence
            }, path + "moment")
    }

    private func write(
        _ values: [Value?], _ type: DatasetSchema.PropertyType, _ name: String, _ path: String
    ) throws {
        guard values.contains(where: { $0 != nil }) else { return }
        switch type {
        case .text:
            let texts = texts(name)
            try codes(
                values.map { value in
                    UInt16(value.map { (texts.firstIndex(of: $0.words) ?? 0) + 1 } ?? 0)
                }, path)
        case .boolean:
            try codes(values.map { UInt8($0 == nil ? 0 : $0 == .boolean(true) ? 2 : 1) }, path)
        case .integer, .time:
            let numbers = values.map { number($0) ?? 0 }
            let base = numbers.min() ?? 0
            var writer = try ColumnWriter(
                path: path + ".column", kind: .integers, width: 8, base: base)
            try writer.append(numbers.map { UInt64($0 - base) })
            _ = try writer.finish()
        case .number:
            var writer = try ColumnWriter(path: path + ".column", kind: .doubles, width: 8)
            try writer.append(values.map { double($0) })
            _ = try writer.finish()
        }
        if type != .text, type != .boolean, values.contains(nil) {
            try bits(values.map { $0 != nil }, path + ".presence")
        }
    }

    private func number(_ value: Value?) -> Int64? {
        switch value {
        case .integer(let number): number
        case .text(let text): Moment(text)?.instant(in: journeys.zone)
        default: nil
        }
    }

    private func double(_ value: Value?) -> Double {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: 0
        }
    }

    private func codes<Code: BitwiseCopyable>(_ values: [Code], _ path: String) throws {
        var writer = try ColumnWriter(
            path: path + ".column", kind: .codes, width: MemoryLayout<Code>.size)
        try writer.append(values)
        _ = try writer.finish()
    }

    private func bits(_ values: [Bool], _ path: String) throws {
        var writer = try ColumnWriter(path: path + ".column", kind: .bits, width: 0)
        for value in values { try writer.append(bit: value) }
        _ = try writer.finish()
    }
}
