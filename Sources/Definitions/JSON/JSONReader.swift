/// A place in a JSON document: its value and the pointer that errors name.
///
///     let steps = try JSONReader(document).member("steps").array()
package struct JSONReader {
    package let value: JSONValue
    package let pointer: String

    package init(_ value: JSONValue, pointer: String = "") {
        self.value = value
        self.pointer = pointer
    }

    /// Refuses every member whose name is not in `names`, naming the nearest that is.
    package func allow(_ names: [String]) throws(DefinitionError) {
        guard case .object(let members) = value else {
            throw .wrongType(value, at: pointer, expected: "an object")
        }
        for member in members where !names.contains(member.name) {
            throw .unknownField(member.name, at: path(member.name), known: names)
        }
    }

    package func member(_ name: String) throws(DefinitionError) -> JSONReader {
        guard let member = try optional(name) else { throw .missingField(name, at: pointer) }
        return member
    }

    /// The member called `name`; nil where it is absent or null.
    package func optional(_ name: String) throws(DefinitionError) -> JSONReader? {
        guard case .object = value else {
            throw .wrongType(value, at: pointer, expected: "an object")
        }
        guard let found = value[name], found != .null else { return nil }
        return JSONReader(found, pointer: path(name))
    }

    package func array() throws(DefinitionError) -> [JSONReader] {
        guard case .array(let elements) = value else {
            throw .wrongType(value, at: pointer, expected: "a list")
        }
        return elements.enumerated().map {
            JSONReader($0.element, pointer: "\(pointer)/\($0.offset)")
        }
    }

    package func string() throws(DefinitionError) -> String {
        guard case .string(let text) = value else {
            throw .wrongType(value, at: pointer, expected: "a text")
        }
        return text
    }

    package func boolean() throws(DefinitionError) -> Bool {
        guard case .boolean(let flag) = value else {
            throw .wrongType(value, at: pointer, expected: "true or false")
        }
        return flag
    }

    /// A whole number inside `range`.
    package func integer(in range: ClosedRange<Int64>) throws(DefinitionError) -> Int64 {
        guard case .integer(let number) = value else {
            throw .wrongType(value, at: pointer, expected: "a whole number")
        }
        guard range.contains(number) else {
            throw DefinitionError(
                .outOfRange, at: pointer,
                "\(number) is out of range; use \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// One of the names of `Choice`.
    package func choice<Choice>(
        _ type: Choice.Type
    ) throws(DefinitionError) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let name = try string()
        guard let choice = Choice(rawValue: name) else {
            throw .unknownName(
                name, kind: "choice", at: pointer, known: Choice.allCases.map(\.rawValue))
        }
        return choice
    }

    private func path(_ name: String) -> String {
        pointer + "/"
            + name.split(separator: "~", omittingEmptySubsequences: false)
            .joined(separator: "~0").split(separator: "/", omittingEmptySubsequences: false)
            .joined(separator: "~1")
    }
}
