import Columns

/// The texts behind codes while an import extends them: those of the dataset first.
struct IngestDictionary {
    private let table = TextTable()
    private let countBefore: Int

    /// Loads the dictionary in a file, where there is one.
    init(path: String?) throws(ColumnError) {
        if let path {
            let existing = try TextDictionary(path: path)
            for code in 1..<(existing.count + 1) {
                _ = try table.number(of: existing.bytes(code))
            }
        }
        countBefore = table.count
    }

    var count: Int { table.count }
    var hasGrown: Bool { table.count > countBefore }

    /// Text numbers from 0 by the codes of a block; `TextTable.none` for code 0.
    func numbers(of block: TextBlock) throws(ColumnError) -> [UInt32] {
        try table.numbers(of: block)
    }

    /// Property codes by the codes of a block: 0 for no value, else the number plus one.
    func propertyCodes(of block: TextBlock) throws(ColumnError) -> [UInt32] {
        // `none` wraps around to 0.
        try table.numbers(of: block).map { $0 &+ 1 }
    }

    func write(to path: String) throws(ColumnError) {
        try TextDictionary.write((0..<table.count).map { table.text($0) }, to: path)
    }
}
