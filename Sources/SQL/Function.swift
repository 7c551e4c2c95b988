/// What an expression may call; a dialect says how it is written, or that it cannot be said.
package enum Function: String, Hashable, Sendable {
    // Values.
    case coalesce, least
    /// The whole part of the quotient of two whole numbers, the dividend not negative.
    case quotient = "whole part of a quotient"
    case epochMilliseconds = "milliseconds of a timestamp"

    // Texts, by their bytes.
    case contains
    case startsWith = "starts with"
    case endsWith = "ends with"
    case matches = "search by a regular expression"
    case substring, concatenate

    // Lists: item numbers start with 1, and a list has no item beyond its end (NULL).
    case list
    case item
    case itemCount = "count of a list's items"
    case append = "append to a list"
    case largest = "largest item of a list"
    /// `(list, lambda item, number: …)`
    case transform = "transform a list"
    /// `(list, first state, lambda state, item: …)`; states and items are of one type.
    case fold = "fold a list"
    /// One row per item of a list, in a select list.
    case unfold = "unfold a list into rows"
}
