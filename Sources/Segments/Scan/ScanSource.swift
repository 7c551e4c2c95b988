package import Columns
package import Definitions

/// A table whose rows stand in the order of their keys, block by block of 65,536 key numbers.
///
/// Each block is asked for by one thread; different blocks by several at once.
package protocol ScanSource: Sendable {
    /// The columns that groups may read.
    var fields: [ScanField] { get }
    /// One more than the greatest key number.
    var keyLimit: Int { get }
    /// Rows with a key, and rows without, which no group sees.
    var rowCount: Int { get }
    var nullKeyCount: Int { get }
    /// The texts behind a field's codes; empty for fields that are no texts.
    func texts(of field: Int) throws -> ScanTexts
    /// The rows of a block's keys, with the columns of the fields asked for; nil where there are none.
    func rows(of block: Int, fields: [Int]) throws -> RowBlock?
}

extension ScanSource {
    package var blockCount: Int { (keyLimit + RowKeys.blockSize - 1) / RowKeys.blockSize }

    package func index(of field: String) -> Int? {
        fields.firstIndex { $0.name == field }
    }
}

/// A column by the name that definitions use.
package struct ScanField: Hashable, Sendable {
    package let name: String
    package let type: DatasetSchema.PropertyType

    package init(_ name: String, _ type: DatasetSchema.PropertyType) {
        self.name = name
        self.type = type
    }
}

/// Rows of one block of keys.
package struct RowBlock: Sendable {
    /// The rows are `first ..< first + count` of every column.
    package let first: Int
    package let count: Int
    /// Key numbers less the block's first, two bytes each, ascending.
    package let slots: Column
    /// Where the slot of row `first` stands; differs from it by a multiple of 64.
    package let firstSlot: Int
    /// By field; nil where it was not asked for, or no row has a value.
    package let columns: [ScanColumn?]

    package init(
        first: Int, count: Int, slots: Column, firstSlot: Int, columns: [ScanColumn?]
    ) {
        precondition((first - firstSlot) % 64 == 0, "words of rows and slots lie alike")
        self.first = first
        self.count = count
        self.slots = slots
        self.firstSlot = firstSlot
        self.columns = columns
    }
}

/// Texts and booleans are codes: 0 no value, k the k-th text; 1 false, 2 true. Integers and times
/// (milliseconds since 1970 UTC) are `base + scale * code`.
package struct ScanColumn: Sendable {
    package let values: Column
    /// One bit a row, set where a number or time has a value; nil where all have.
    package let presence: Column?
    package let scale: Int64

    package init(_ values: Column, presence: Column? = nil, scale: Int64 = 1) {
        self.values = values
        self.presence = presence
        self.scale = scale
    }
}

/// The texts of a field by code, from code 1 on.
package struct ScanTexts: Sendable {
    package let count: Int
    /// Whether they ascend by bytes.
    package let isSorted: Bool
    package let bytes: @Sendable (_ code: Int) -> [UInt8]

    package init(count: Int, isSorted: Bool, bytes: @Sendable @escaping (Int) -> [UInt8]) {
        self.count = count
        self.isSorted = isSorted
        self.bytes = bytes
    }

    package init(_ dictionary: TextDictionary?, isSorted: Bool) {
        self.init(count: dictionary?.count ?? 0, isSorted: isSorted) { code in
            dictionary?.bytes(code) ?? []
        }
    }

    package static let none = ScanTexts(nil, isSorted: true)
}
