import Definitions
import Foundation
import HTTPTypes
import Hummingbird

/// The place in a list after which it goes on; opaque to callers.
///
///     Cursor(12).text               // "WzEyXQ"
///     Cursor("Dormant", 12).text    // the key of a list by name, then by id
///
/// It holds the key of the last item that was given, so that a list goes on rightly after items were
/// added or removed meanwhile.
struct Cursor: Hashable, Sendable, Comparable {
    private let keys: [JSONValue]

    init(_ id: Int64) { keys = [.integer(id)] }
    init(_ text: String) { keys = [.string(text)] }
    init(_ text: String, _ id: Int64) { keys = [.string(text), .integer(id)] }
    init(_ number: Int64, _ id: Int64) { keys = [.integer(number), .integer(id)] }
    init(_ number: Int64, _ text: String) { keys = [.integer(number), .string(text)] }

    /// Throws a problem that names the parameter where the text is no cursor.
    init(parsing text: String) throws(Problem) {
        guard let keys = Self.keys(in: text) else { throw .badCursor }
        self.keys = keys
    }

    private static func keys(in text: String) -> [JSONValue]? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard text.utf8.count <= 2_048, let bytes = Data(base64Encoded: standard + padding),
            let json = String(bytes: bytes, encoding: .utf8),
            case .array(let keys)? = try? JSONValue(parsing: json), (1...2).contains(keys.count)
        else { return nil }
        for key in keys {
            switch key {
            case .integer, .string: continue
            default: return nil
            }
        }
        return keys
    }

    /// Letters, digits, `-` and `_`.
    var text: String {
        Data(JSONValue.array(keys).rendered().utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The first key as a number; throws a problem where it is of another list.
    func id() throws(Problem) -> Int64 {
        guard case .integer(let id) = keys[0] else { throw .badCursor }
        return id
    }

    /// The second key as a number; throws a problem where it is of another list.
    func secondID() throws(Problem) -> Int64 {
        guard keys.count == 2, case .integer(let id) = keys[1] else { throw .badCursor }
        return id
    }

    /// Key by key; numbers before texts.
    static func < (left: Cursor, right: Cursor) -> Bool {
        for (one, two) in zip(left.keys, right.keys) where one != two {
            switch (one, two) {
            case (.integer(let a), .integer(let b)): return a < b
            case (.string(let a), .string(let b)): return a < b
            case (.integer, _): return true
            default: return false
            }
        }
        return left.keys.count < right.keys.count
    }
}

extension Problem {
    static let badCursor = Problem(
        .badRequest, "bad_cursor",
        "This is no place in the list; give 'next' of the answer before, or leave it out to begin.",
        parameter: "after")
}
