import Definitions
import Foundation

/// A question from a file, or from standard input where the path is `-`.
enum QuestionInput {
    static func question(_ path: String) throws -> Question {
        let data: Data?
        if path == "-" {
            data = try FileHandle.standardInput.readToEnd() ?? Data()
        } else {
            data = FileManager.default.contents(atPath: path)
        }
        guard let data else {
            throw CommandFailure("\(path): The file cannot be read. Check the path.")
        }
        do {
            return try Question(parsing: String(decoding: data, as: UTF8.self))
        } catch {
            let name = path == "-" ? "standard input" : path
            throw CommandFailure("\(name): \(error)")
        }
    }
}
