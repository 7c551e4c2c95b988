package import Definitions

/// Every fixed text of the pages; a new case does not compile before each language has it.
package enum Phrase: CaseIterable, Sendable {
    case skip, otherLanguage, otherLanguages
    case emptyTitle, emptyExplained, emptyDemo, emptyOwn
    case unfamiliarTitle, unfamiliarExplained
    case title, subtitle, questionInWords
    case days, system, allSystems, show
    case lastDays, entered, completed, conversion, medianTime
    case steps, stepsExplained, stepsFewest
    case step, people, ofFirst, ofPrevious, lost, median, ninetieth
    case kept, stopped
    case versions, versionsExplained, version, attempts, succeeded, rate, weak, weakFound
    case sources, range, dataUntil, engine, elapsed, dataset, asJSON
    case none, other

    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }

    /// The text with its placeholders (`#`, `@`, `%`) replaced.
    func text(in language: Language, _ values: [Character: String]) -> String {
        text(in: language).reduce(into: "") { filled, character in
            if let value = values[character] {
                filled += value
            } else {
                filled.append(character)
            }
        }
    }
}
