import Foundation

/// A file's text, or that of standard input where the path is `-`.
enum TextInput {
    static func read(_ path: String) throws -> String {
        let data =
            path == "-"
            ? try FileHandle.standardInput.readToEnd() ?? Data()
            : FileManager.default.contents(atPath: path)
        guard let data else {
            throw CommandFailure("\(path): The file cannot be read. Check the path.")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
