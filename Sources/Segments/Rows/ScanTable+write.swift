import Columns
import Definitions
import Foundation

extension ScanTable {
    /// Writes all rows of a source into a folder, which is made; two passes over the source.
    ///
    /// Cost: what the source takes to give its blocks twice, and the writing.
    package static func write(
        _ source: some ScanSource, to folder: String, version: String
    ) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var writer = ScanTableWriter(source: source, folder: folder)
        try writer.measure()
        try writer.write()
        let manifest: JSONValue = [
            "version": .string(version), "key_limit": .integer(Int64(source.keyLimit)),
            "rows": .integer(Int64(writer.rowCount)),
            "rows_without_key": .integer(Int64(source.nullKeyCount)),
            "starts": .array(writer.starts.map { .integer(Int64($0)) }),
            "fields": .array(
                source.fields.enumerated().map { index, field in
                    [
                        "name": .string(field.name), "type": .string(field.type.rawValue),
                        "scale": .integer(writer.shapes[index].scale),
                    ]
                }),
        ]
        // The manifest comes last: a folder without it is no table.
        let path = folder + "/" + manifestName
        try Data(manifest.rendered().utf8).write(to: URL(fileURLWithPath: path))
    }
}

/// How a column will be stored.
struct ColumnShape {
    /// 0: no row has a value.
    var scale: Int64 = 0
    var isPresentEverywhere = true
    var range: ClosedRange<Int64>?
    /// New codes by the source's.
    var codes: [UInt32] = []
}

struct ScanTableWriter<Source: ScanSource> {
    let source: Source
    let folder: String
    private(set) var starts: [Int] = [0]
    private(set) var rowCount = 0
    private(set) var shapes: [ColumnShape]

    init(source: Source, folder: String) {
        self.source = source
        self.folder = folder
        shapes = source.fields.map { _ in ColumnShape() }
    }

    /// Finds what all blocks have in common, and writes the dictionaries.
    mutating func measure() throws {
        for index in source.fields.indices where source.fields[index].type == .text {
            shapes[index].codes = try writeTexts(index)
        }
        for block in 0..<source.blockCount {
            let rows = try source.rows(of: block, fields: Array(source.fields.indices))
            rowCount += rows?.count ?? 0
            starts.append(rowCount)
            guard let rows else { continue }
            for index in source.fields.indices {
                try measure(index, rows, Self.field(index, rows, source))
            }
        }
    }

    private mutating func measure(_ index: Int, _ rows: RowBlock, _ field: GatheredField) throws {
        guard !field.hasCodes else {
            if field.codes.contains(where: { $0 != 0 }) { shapes[index].scale = 1 }
            return
        }
        if field.present.contains(0) { shapes[index].isPresentEverywhere = false }
        guard let range = field.valueRange else { return }
        let known = shapes[index].range
        shapes[index].range =
            min(
                known?.lowerBound ?? range.lowerBound, range.lowerBound)...max(
                known?.upperBound ?? range.upperBound, range.upperBound)
        guard field.type == .time else {
            shapes[index].scale = 1
            return
        }
        // A step must divide every time's distance from one of them.
        let origin = known?.lowerBound ?? range.lowerBound
        let most = known == nil ? Int64.max : shapes[index].scale
        shapes[index].scale =
            TimeScale.steps.first {
                $0 <= most && (range.lowerBound - origin) % $0 == 0
                    && TimeScale.divides($0, field, from: range.lowerBound)
            } ?? 1
    }

    /// Sorts the texts of a field and writes them; returns the new codes.
    private func writeTexts(_ index: Int) throws -> [UInt32] {
        let texts = try source.texts(of: index)
        let sorted = (1..<max(1, texts.count + 1)).filter { $0 <= texts.count }
            .map { (code: $0, text: texts.bytes($0)) }
            .sorted { $0.text.lexicographicallyPrecedes($1.text) }
        var codes = [UInt32](repeating: 0, count: texts.count + 1)
        for (place, entry) in sorted.enumerated() { codes[entry.code] = UInt32(place + 1) }
        try TextDictionary.write(sorted.map(\.text), to: "\(folder)/\(index).dictionary")
        return codes
    }

    func write() throws {
        var slots = try ColumnWriter(path: folder + "/slots.column", kind: .codes, width: 2)
        for block in 0..<source.blockCount {
            guard let rows = try source.rows(of: block, fields: []) else { continue }
            var codes = [UInt32](repeating: 0, count: rows.count)
            rows.slots.readCodes(from: rows.firstSlot, count: rows.count, into: &codes)
            try slots.append(codes: codes, rowCount: rows.count)
        }
        _ = try slots.finish(isDurable: false)
        for index in source.fields.indices where shapes[index].scale > 0 { try write(index) }
    }

    private func write(_ index: Int) throws {
        let shape = shapes[index]
        let field = source.fields[index]
        let base = shape.range?.lowerBound ?? 0
        let spread = shape.range.map { UInt64(bitPattern: $0.upperBound &- base) } ?? 0
        let path = "\(folder)/\(index)"
        let kind: ColumnHeader.Kind
        let width: Int
        switch field.type {
        case .text, .boolean:
            kind = .codes
            width = narrowestWidth(upTo: UInt64(max(2, shape.codes.count)))
        case .integer, .time:
            kind = .integers
            width = narrowestWidth(upTo: spread / UInt64(shape.scale))
        case .number: (kind, width) = (.doubles, 8)
        }
        var values = try ColumnWriter(
            path: path + ".column", kind: kind, width: width, base: kind == .integers ? base : 0)
        var presence =
            shape.isPresentEverywhere
            ? nil : try ColumnWriter(path: path + "-presence.column", kind: .bits, width: 0)
        for block in 0..<source.blockCount {
            guard let rows = try source.rows(of: block, fields: [index]) else { continue }
            let gathered = Self.field(index, rows, source)
            if gathered.hasCodes {
                let codes =
                    field.type == .text
                    ? gathered.codes.map { shape.codes[Int($0)] } : gathered.codes
                try values.append(codes: codes, rowCount: rows.count)
                continue
            }
            if field.type == .number {
                try values.append(words: gathered.words, rowCount: rows.count)
            } else {
                let offsets = gathered.offsets(from: base, scale: shape.scale)
                try values.append(
                    words: offsets.map { $0 &+ UInt64(bitPattern: base) }, rowCount: rows.count)
            }
            if presence != nil {
                let flags =
                    gathered.present.isEmpty
                    ? [UInt8](repeating: 1, count: rows.count) : gathered.present
                try presence?.append(flags: flags, rowCount: rows.count)
            }
        }
        _ = try values.finish(isDurable: false)
        _ = try presence.take()?.finish(isDurable: false)
    }

    private static func field(
        _ index: Int, _ rows: RowBlock, _ source: Source
    ) -> GatheredField {
        GatheredField(
            [
                RowPiece(
                    slots: [UInt16](repeating: 0, count: rows.count), first: rows.first,
                    columns: rows.columns)
            ], index, source.fields[index].type)
    }
}
