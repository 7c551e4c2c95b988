import Columns
import Definitions

/// Writes one property of a month: its values, and where some are missing, which are there.
final class PropertyWriter {
    private let shape: ValueShape
    private var values: ColumnWriter?
    private var presence: ColumnWriter?

    /// Nil where the month has no value of the property; it has no files then.
    init?(
        _ property: Manifest.Property, folder: Folder, summary: ValueSummary
    ) throws(ColumnError) {
        guard summary.hasValues else { return nil }
        let stem = folder.path + "/" + property.column
        shape = ValueShape(property.type)
        switch shape {
        case .codes:
            values = try ColumnWriter(
                path: stem + ".column", kind: .codes,
                width: narrowestWidth(upTo: UInt64(summary.greatestCode)))
        case .integers:
            let spread = UInt64(bitPattern: summary.greatest &- summary.least)
            values = try ColumnWriter(
                path: stem + ".column", kind: .integers, width: narrowestWidth(upTo: spread),
                base: summary.least)
        case .doubles:
            values = try ColumnWriter(path: stem + ".column", kind: .doubles, width: 8)
        }
        if shape != .codes, summary.hasGaps {
            presence = try ColumnWriter(path: stem + ".presence.column", kind: .bits, width: 0)
        }
    }

    func append(_ rows: PropertyRows, rowCount: Int) throws(ColumnError) {
        switch shape {
        case .codes: try values?.append(codes: rows.codes, rowCount: rowCount)
        case .integers, .doubles:
            try values?.append(words: rows.words, rowCount: rowCount)
            try presence?.append(flags: rows.present, rowCount: rowCount)
        }
    }

    func finish() throws(ColumnError) {
        if let values = values.take() { _ = try values.finish() }
        if let presence = presence.take() { _ = try presence.finish() }
    }
}
