import Definitions
import Foundation

/// A question from a file, or from standard input where the path is `-`.
enum QuestionInput {
    static func question(_ path: String) throws -> Question {
        let list = try list(path)
        guard !list.isList, let question = list.questions.first else {
            throw CommandFailure(
                "\(name(path)): A list of questions is answered by 'cxm analyze' only; ask one.")
        }
        return question
    }

    /// One question, or a list of them.
    static func list(_ path: String) throws -> QuestionList {
        try parsed(path) { (text) throws(DefinitionError) in try QuestionList(parsing: text) }
    }

    /// What a file holds as JSON; its errors name the file.
    static func parsed<Value>(
        _ path: String, _ parse: (String) throws(DefinitionError) -> Value
    ) throws -> Value {
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
            return try parse(String(decoding: data, as: UTF8.self))
        } catch {
            throw CommandFailure("\(name(path)): \(error)")
        }
    }

    private static func name(_ path: String) -> String {
        path == "-" ? "standard input" : path
    }
}
