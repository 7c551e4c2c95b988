import Columns
import Definitions
import Foundation

/// A table in files, in the order of its keys: what a scan of a warehouse's table leaves behind for
/// the next question.
///
///     try ScanTable.write(rows, to: folder, version: "7")
///     let table = try ScanTable(folder: folder)     // a ScanSource; maps files, reads nothing
///
/// Columns are as narrow as their values, times in the longest step that divides them all, texts in
/// the order of their bytes.
package struct ScanTable: ScanSource {
    static let manifestName = "manifest.json"

    package let folder: String
    /// What the writer said of the data.
    package let version: String
    package let fields: [ScanField]
    package let keyLimit: Int
    package let rowCount: Int
    package let nullKeyCount: Int
    /// Rows of block b: `starts[b] ..< starts[b + 1]`.
    let starts: [Int]
    let slots: Column
    let columns: [ScanColumn?]
    let dictionaries: [TextDictionary?]

    package func texts(of field: Int) -> ScanTexts {
        ScanTexts(dictionaries[field], isSorted: true)
    }

    package func rows(of block: Int, fields: [Int]) -> RowBlock? {
        guard block + 1 < starts.count, starts[block] < starts[block + 1] else { return nil }
        return RowBlock(
            first: starts[block], count: starts[block + 1] - starts[block], slots: slots,
            firstSlot: starts[block], columns: columns)
    }

    /// Bytes of its columns.
    package var byteCount: Int {
        slots.byteCount
            + columns.compactMap(\.self).reduce(0) {
                $0 + $1.values.byteCount + ($1.presence?.byteCount ?? 0)
            }
    }
}

extension ScanTable {
    /// Throws `ScanError` where the files are not those of a table.
    package init(folder: String) throws {
        let path = folder + "/" + Self.manifestName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ScanError.unfitting("\(path) cannot be read")
        }
        let reader = JSONReader(try JSONValue(parsing: String(decoding: data, as: UTF8.self)))
        self.folder = folder
        version = try reader.member("version").string()
        keyLimit = Int(try reader.member("key_limit").integer(in: 0...Int64(UInt32.max)))
        rowCount = Int(try reader.member("rows").integer(in: 0...Int64.max))
        nullKeyCount = Int(try reader.member("rows_without_key").integer(in: 0...Int64.max))
        starts = try reader.member("starts").array().map {
            Int(try $0.integer(in: 0...Int64.max))
        }
        slots = try Column(path: folder + "/slots.column")
        var fields: [ScanField] = []
        var columns: [ScanColumn?] = []
        var dictionaries: [TextDictionary?] = []
        for (index, element) in try reader.member("fields").array().enumerated() {
            fields.append(
                ScanField(
                    try element.member("name").string(),
                    try element.member("type").choice(DatasetSchema.PropertyType.self)))
            let scale = try element.member("scale").integer(in: 0...Int64.max)
            let stem = "\(folder)/\(index)"
            let hasPresence = FileManager.default.fileExists(atPath: stem + "-presence.column")
            columns.append(
                scale == 0
                    ? nil
                    : ScanColumn(
                        try Column(path: stem + ".column"),
                        presence: hasPresence ? try Column(path: stem + "-presence.column") : nil,
                        scale: scale))
            dictionaries.append(
                fields[index].type == .text
                    ? try TextDictionary(path: stem + ".dictionary") : nil)
        }
        self.fields = fields
        self.columns = columns
        self.dictionaries = dictionaries
        guard slots.count == rowCount, starts.last ?? 0 == rowCount,
            columns.allSatisfy({ $0.map { $0.values.count == rowCount } ?? true })
        else { throw ScanError.unfitting("the columns of \(folder) differ in length") }
    }
}
