/// The known name that `name` most likely meant, or nil where none is near.
///
///     nearestName(to: "wndow", among: ["window", "order"])  // "window"
///
/// Distance: optimal string alignment (Damerau 1964) without regard to case, at most a third of the
/// longer name. Cost: product of the lengths, for each known name.
package func nearestName(to name: String, among known: [String]) -> String? {
    let wanted = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.lowercased())
        guard letters.count < 200, wanted.count < 200 else { continue }
        let distance = editDistance(wanted, letters)
        let limit = max(1, max(wanted.count, letters.count) / 3)
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for (i, left) in a.enumerated() {
        var current = [i + 1]
        for (j, right) in b.enumerated() {
            var best = min(current[j] + 1, previous[j + 1] + 1)
            best = min(best, previous[j] + (left == right ? 0 : 1))
            if i > 0, j > 0, left == b[j - 1], a[i - 1] == right {
                best = min(best, beforePrevious[j - 1] + 1)
            }
            current.append(best)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[b.count]
}
