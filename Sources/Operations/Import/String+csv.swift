extension String {
    /// As a field of a CSV file: in quotes where RFC 4180 needs them.
    ///
    ///     "a,b".csvField  // "a,b" in quotes
    var csvField: String {
        guard unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
            return self
        }
        return "\"" + replacing("\"", with: "\"\"") + "\""
    }
}
