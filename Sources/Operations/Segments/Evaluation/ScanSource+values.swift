import Columns
import Definitions
import Segments

extension ScanSource {
    /// The values of a key's rows, row by row, aligned to `fields`: what a person is told of one user.
    ///
    /// At most `limit` rows. Cost: reads the block of the key.
    func values(of key: UInt32, fields names: [String], limit: Int) throws -> [[Value?]] {
        let places = try names.map { name in
            guard let place = index(of: name) else { throw ScanError.unknownField(name) }
            return place
        }
        guard let rows = try rows(of: Int(key >> 16), fields: places) else { return [] }
        let found = (0..<rows.count).lazy.filter {
            rows.slots.code(at: rows.firstSlot + $0) == UInt64(key & 0xFFFF)
        }.prefix(limit)
        let texts = try places.map { try self.texts(of: $0) }
        return found.map { row in
            places.enumerated().map { index, place in
                rows.columns[place]?.value(
                    at: rows.first + row, fields[place].type, texts[index])
            }
        }
    }
}

extension ScanColumn {
    /// Times are milliseconds since 1970 UTC.
    fileprivate func value(
        at row: Int, _ type: DatasetSchema.PropertyType, _ texts: ScanTexts
    ) -> Value? {
        if let presence, !presence.bit(at: row) { return nil }
        switch type {
        case .text:
            let code = Int(values.code(at: row))
            return code == 0 ? nil : .text(String(decoding: texts.bytes(code), as: UTF8.self))
        case .boolean:
            let code = values.code(at: row)
            return code == 0 ? nil : .boolean(code == 2)
        case .integer, .time:
            return .integer(
                values.header.base &+ scale &* Int64(bitPattern: values.code(at: row)))
        case .number: return .number(values.double(at: row))
        }
    }
}
