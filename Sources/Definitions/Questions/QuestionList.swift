/// What a file or a request asks: one question, or a list of them.
///
///     try QuestionList(parsing: #"[{"kind":"funnel",…},{"kind":"trend",…}]"#)
package struct QuestionList: Hashable, Sendable {
    package static let counts = 1...100

    package let questions: [Question]
    /// Whether it was written as a list, whose answers are a list.
    package let isList: Bool

    package init(parsing text: String) throws(DefinitionError) {
        let reader = JSONReader(try JSONValue(parsing: text))
        guard case .array = reader.value else {
            questions = [try Question(reader)]
            isList = false
            return
        }
        var questions: [Question] = []
        for element in try reader.array() { questions.append(try Question(element)) }
        guard Self.counts.contains(questions.count) else {
            throw DefinitionError(
                .outOfRange, at: "",
                "\(questions.count) questions are asked together; ask 1 to "
                    + "\(Self.counts.upperBound).")
        }
        self.questions = questions
        isList = true
    }
}

extension DefinitionError {
    /// The same error, of a part of something greater.
    package func moved(into pointer: String) -> DefinitionError {
        DefinitionError(code, at: pointer + self.pointer, detail)
    }
}
