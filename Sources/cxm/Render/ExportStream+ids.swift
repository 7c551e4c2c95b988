import Definitions
import Operations

extension ExportStream {
    /// The ids of a stream of NDJSON without a trailer, all in memory: for eyes.
    func ids() throws -> [String] {
        var stream = self
        var text: [UInt8] = []
        while let bytes = stream.next() { text += bytes }
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONReader(JSONValue(parsing: String(decoding: line, as: UTF8.self)))
                .member("user").string()
        }
    }
}
