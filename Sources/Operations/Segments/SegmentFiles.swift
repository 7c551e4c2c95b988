import BehaviorSQL
import Bitmaps
import Definitions
import Foundation
import Identities

/// The segments that a question names as files of ids, which statements read as relations; they go with
/// the value.
final class SegmentFiles: Sendable {
    let keys: [String: EventTable.KeyList]
    private let folder: URL?

    /// Nothing is written where the question names no segment.
    init(_ segments: QuestionSegments, home: Home) throws {
        guard !segments.found.isEmpty else {
            keys = [:]
            folder = nil
            return
        }
        let folder = URL(filePath: home.path + "/spill/segments-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let users = try Identities(home: home.path)
        var keys: [String: EventTable.KeyList] = [:]
        for (index, found) in segments.found.enumerated() {
            let file = folder.appending(path: "\(index).csv")
            try Self.write(found.members, users, to: file)
            keys[found.used.segment] = Self.keys(in: file.path)
        }
        self.keys = keys
        self.folder = folder
    }

    deinit {
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    /// An id a line, in quotes.
    private static func write(_ members: Bitmap, _ users: Identities, to file: URL) throws {
        var lines = "member\n"
        for number in members.numbers {
            guard let id = users.id(of: number) else { continue }
            lines += "\"" + id.replacing("\"", with: "\"\"") + "\"\n"
        }
        try Data(lines.utf8).write(to: file)
    }

    private static func keys(in path: String) -> EventTable.KeyList {
        let query: SQLFragment = """
            SELECT member FROM read_csv(\(literal: path), auto_detect = false, header = true, \
            delim = ',', quote = '"', escape = '"', columns = {'member': 'VARCHAR'})
            """
        return EventTable.KeyList(.fragment(query.sqlText), column: "member")
    }
}
