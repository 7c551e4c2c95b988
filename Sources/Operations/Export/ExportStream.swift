import Bitmaps
import Columns
import Identities
import Secrets

/// The bytes of an export, piece by piece.
///
///     var stream = export.stream
///     while let bytes = stream.next() { try await writer.write(bytes) }
///
/// Users come in the order of their numbers. Cost: about 50 ns a user; memory: the set, and one piece of
/// some hundred kilobytes, however many users there are.
package struct ExportStream: Sendable {
    private enum Stage {
        case start, rows, end, done
    }

    /// Users a piece.
    private static let pieceSize = 8192

    private let users: Bitmap
    private let identities: Identities
    private let format: ExportFormat
    private let form: TextForm
    private let column: String
    /// What is known of the trailer; nil: the bytes end with the last row.
    private let trailed: Trailed?
    private let limit: Int
    private var parquet: ParquetFile?
    private var stage = Stage.start
    private var following: UInt32 = 0
    private var last: UInt32?
    private var digest = Digest()
    /// Rows so far.
    package private(set) var rows = 0
    /// Set when the last piece was given.
    package private(set) var trailer: ExportTrailer?

    /// What a trailer tells beside rows and sum.
    struct Trailed: Sendable {
        let snapshot: Int64
        let dataDate: String
        /// Whether the trailer is part of the bytes.
        var isWritten = true
    }

    /// All `users` are known to `identities`.
    init(
        _ users: Bitmap, _ identities: Identities, _ format: ExportFormat, column: String = "user",
        limit: Int = .max, trailer trailed: Trailed?
    ) {
        self.users = users
        self.identities = identities
        self.format = format
        self.column = column
        self.limit = limit
        self.trailed = trailed
        form = Self.form(format, column)
        parquet = format == .parquet ? ParquetFile(column: column) : nil
    }

    private static func form(_ format: ExportFormat, _ column: String) -> TextForm {
        switch format {
        case .ndjson:
            let name = JSONText.quoted(column)
            return TextForm(.json, before: "{\(name):\"", after: "\"}\n")
        case .csv: return TextForm(.csv, after: "\n")
        case .parquet: return TextForm(.sized)
        }
    }

    /// The next piece; nil after the last.
    package mutating func next() -> [UInt8]? {
        while stage != .done {
            let bytes: [UInt8]
            switch stage {
            case .start:
                stage = .rows
                bytes = heading
            case .rows:
                bytes = nextRows()
                if bytes.isEmpty { stage = .end }
            case .end, .done:
                stage = .done
                bytes = ending()
                return bytes.isEmpty ? nil : bytes
            }
            // Only a trailer tells the sum.
            if trailed != nil { digest.add(bytes) }
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }

    private var heading: [UInt8] {
        switch format {
        case .ndjson: []
        case .csv: Array((column.csvField + "\n").utf8)
        case .parquet: ParquetFile.magic
        }
    }

    private mutating func nextRows() -> [UInt8] {
        let numbers = users.numbers(from: following, count: min(Self.pieceSize, limit - rows))
        guard let final = numbers.last else { return [] }
        rows += numbers.count
        last = final
        following = final + 1
        let bytes = identities.bytes(of: numbers, as: form)
        return parquet?.page(bytes, values: numbers.count) ?? bytes
    }

    private mutating func ending() -> [UInt8] {
        guard let trailed else { return parquet?.footer([]) ?? [] }
        let trailer = ExportTrailer(
            rows: rows, sha256: digest.text, snapshot: trailed.snapshot,
            dataDate: trailed.dataDate, next: rest)
        self.trailer = trailer
        if let footer = parquet?.footer(trailer.pairs) { return footer }
        return trailed.isWritten ? trailer.line(format) : []
    }

    /// Where another export would go on.
    private var rest: String? {
        guard let last, let trailed, let user = identities.id(of: last),
            rows >= limit, (users.max ?? 0) > last
        else { return nil }
        return ExportCursor(snapshot: trailed.snapshot, user: user).text
    }
}

extension ExportTrailer {
    /// What the footer of a Parquet file carries of it.
    fileprivate var pairs: [(name: String, value: String)] {
        [
            ("cxm.rows", "\(rows)"), ("cxm.sha256", sha256), ("cxm.snapshot", "\(snapshot)"),
            ("cxm.data_date", dataDate),
        ] + (next.map { [("cxm.next", $0)] } ?? [])
    }
}
