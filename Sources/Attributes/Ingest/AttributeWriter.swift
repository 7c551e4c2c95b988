import Columns
import Definitions

/// Writes one attribute's files and says what they are called.
struct AttributeWriter {
    let folder: Folder
    /// `a0-3`: the attribute's place and the generation.
    let stem: String

    func write(
        _ values: GatheredValues, name: String, userLimit: Int
    ) throws(ColumnError) -> TableManifest.Attribute {
        var attribute = TableManifest.Attribute(
            name: name, type: values.type, column: nil, presence: nil, dictionary: nil)
        switch values.type {
        case .text:
            let (texts, codes) = values.sortedTexts()
            guard !texts.isEmpty else { return attribute }
            attribute.dictionary = stem + ".dictionary"
            try TextDictionary.write(texts, to: "\(folder.path)/\(stem).dictionary")
            attribute.column = try write(
                codes: values.codes.map { codes[Int($0)] }, greatest: UInt64(texts.count))
        case .boolean:
            guard values.codes.contains(where: { $0 > 0 }) else { return attribute }
            attribute.column = try write(codes: values.codes, greatest: 2)
        case .integer, .time, .number:
            guard values.present.contains(1) else { return attribute }
            attribute.column = try write(words: values, userLimit)
            if values.present.contains(0) {
                attribute.presence = stem + ".presence.column"
                try FlagColumn.write(
                    values.present, to: "\(folder.path)/\(stem).presence.column")
            }
        }
        return attribute
    }

    private func write(codes: [UInt32], greatest: UInt64) throws(ColumnError) -> String {
        var writer = try ColumnWriter(
            path: "\(folder.path)/\(stem).column", kind: .codes,
            width: narrowestWidth(upTo: greatest))
        try writer.append(codes: codes, rowCount: codes.count)
        _ = try writer.finish()
        return stem + ".column"
    }

    /// Integers as offsets from the least, in as few bytes as they need.
    private func write(words values: GatheredValues, _ userLimit: Int) throws(ColumnError) -> String
    {
        var words = values.words
        var (kind, width, base) = (ColumnHeader.Kind.doubles, 8, Int64(0))
        if values.type != .number {
            var (least, greatest) = (Int64.max, Int64.min)
            for user in 0..<userLimit where values.present[user] != 0 {
                least = min(least, Int64(bitPattern: words[user]))
                greatest = max(greatest, Int64(bitPattern: words[user]))
            }
            let spread = UInt64(bitPattern: greatest &- least)
            (kind, width, base) = (.integers, narrowestWidth(upTo: spread), least)
        }
        for user in 0..<userLimit where values.present[user] == 0 {
            words[user] = UInt64(bitPattern: base)
        }
        var writer = try ColumnWriter(
            path: "\(folder.path)/\(stem).column", kind: kind, width: width, base: base)
        try writer.append(words: words, rowCount: userLimit)
        _ = try writer.finish()
        return stem + ".column"
    }
}

/// A column of bits.
enum FlagColumn {
    static func write(_ flags: [UInt8], to path: String) throws(ColumnError) {
        var writer = try ColumnWriter(path: path, kind: .bits, width: 0)
        try writer.append(flags: flags, rowCount: flags.count)
        _ = try writer.finish()
    }
}
