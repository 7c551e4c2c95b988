/// A demo company that cannot be made: which argument is at fault, and what is possible.
package enum DemoCompanyError: Error, Sendable, Equatable, CustomStringConvertible {
    case userCount(Int)
    case dayCount(Int)
    case date(String)

    package var description: String {
        switch self {
        case .userCount(let count):
            "The demo company cannot have \(count) users; ask for 1 to 50000000."
        case .dayCount(let count):
            "The demo company cannot cover \(count) days; ask for 1 to 3650."
        case .date(let text):
            "The date \"\(text)\" cannot be read; write year, month and day as 2026-10-31."
        }
    }
}
