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
        guard let gap = SessionGap.milliseconds(text) else {
            throw ValidationError("--session-gap: '\(text)' is no span; write it like 30m or 1h.")
        }
        return gap
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
