/// A language in which questions are described.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case korean = "ko"
}
