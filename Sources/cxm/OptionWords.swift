import ArgumentParser
import Definitions
import Operations

/// Reads what options say.
enum OptionWords {
    /// `a,b`, `all` or `none`
    static func properties(_ text: String) -> ColumnMapping.Properties {
        switch text {
        case "all": .all
        case "none": .named([])
        default: .named(list(text))
        }
    }

    static func zone(_ name: String) throws -> Zone {
        do {
            return try Zone(name)
        } catch {
            throw ValidationError("--timezone: \(error.detail)")
        }
    }

    /// `30m` as milliseconds; a number alone is minutes.
    static func span(_ text: String) throws -> Int64 {
        let units: [Character: Int64] = [
            "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
        ]
        let unit = text.last.flatMap { units[$0] }
        let number = Int64(unit == nil ? text : String(text.dropLast()))
        guard let number, (1...100_000).contains(number) else {
            throw ValidationError("--session-gap: '\(text)' is no span; write it like 30m or 1h.")
        }
        return number * (unit ?? 60_000)
    }

    /// `amount=number,code=text`
    static func types(_ text: String) throws -> [String: DatasetSchema.PropertyType] {
        var types: [String: DatasetSchema.PropertyType] = [:]
        for word in list(text) {
            guard let equals = word.lastIndex(of: "="),
                let type = DatasetSchema.PropertyType(
                    rawValue: String(word[word.index(after: equals)...]))
            else {
                let known = DatasetSchema.PropertyType.allCases.map(\.rawValue)
                throw ValidationError(
                    "--types: '\(word)' should be COLUMN=TYPE, with one of the types "
                        + known.joined(separator: ", ") + ".")
            }
            types[String(word[..<equals])] = type
        }
        return types
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0) }
    }
}
