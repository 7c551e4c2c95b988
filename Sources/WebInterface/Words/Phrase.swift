package import Definitions

/// Every fixed text of the pages that the server writes; a new case does not compile before each
/// language has it. The application's own words are in `App/words`.
package enum Phrase: CaseIterable, Sendable {
    case otherLanguage
    case needsScripts
    case siteMissingTitle, siteMissingExplained

    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
