"""From scores to decisions: SPEC.md section 5."""
import numpy as np


NEAR = np.float32(4.0)  # how far below a word's best arc another is still weighed by its label


def near(arc):
    """[(d, h)]: the arcs of arc [n, n + 1] to be weighed by their labels, of words with more than one head near the best."""
    n = arc.shape[0]
    s = arc.copy()
    s[np.arange(n), np.arange(1, n + 1)] = -np.inf
    inside = s > s.max(axis=1, keepdims=True) - NEAR
    inside[inside.sum(axis=1) < 2] = False
    return [(int(d), int(h)) for d, h in zip(*np.nonzero(inside))]


def joint(arc, pairs, labels, root):
    """Arc scores with the log-probability of the best label added where heads are near each other (SPEC.md section 5)."""
    out, chosen = arc.copy(), set(pairs)
    for d in {d for d, _ in pairs}:
        for h in range(out.shape[1]):
            if (d, h) not in chosen:
                out[d, h] -= NEAR
    for (d, h), row in zip(pairs, labels.astype(np.float64)):
        top = row.max()
        allowed = row[root] if h == 0 else np.delete(row, root).max()
        out[d, h] += np.float32(allowed - top - np.log(np.exp(row - top).sum()))
    return out


def tree(scores):
    """Heads of words 1..n from scores [n, n + 1] (row d is word d + 1; column 0 the root): the best
    single-root arborescence. A list of n heads."""
    n = scores.shape[0]
    s = scores.astype(np.float64).copy()
    s[np.arange(n), np.arange(1, n + 1)] = -np.inf
    s -= s.max(axis=1, keepdims=True)
    s -= np.log(np.exp(s).sum(axis=1, keepdims=True))
    greedy = s.argmax(axis=1)
    if (greedy == 0).sum() == 1 and not cycle(np.concatenate([[0], greedy])):
        return greedy.tolist()
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = s
    full[1:, 0] -= 10_000.0
    return chu_liu_edmonds(full)[1:].tolist()


def cycle(heads):
    """The nodes of one cycle, or [] (node 0 is the root)."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node):]
        for p in path:
            state[p] = 2
    return []


def chu_liu_edmonds(s):
    """Heads of the maximum arborescence from node 0; s[d, h] is the score of h over d (Chu & Liu 1965, Edmonds 1967)."""
    heads = s.argmax(axis=1)
    heads[0] = 0
    ring = cycle(heads)
    if not ring:
        return heads
    ring = np.array(ring)
    rest = np.array([i for i in range(len(s)) if i not in set(ring.tolist())])
    own = s[ring, heads[ring]]
    # arcs into the ring: gain over the ring's own arc; arcs out of it: the best member
    into = s[np.ix_(ring, rest)] - own[:, None]
    out = s[np.ix_(rest, ring)]
    enter, leave = into.argmax(axis=0), out.argmax(axis=1)
    k = len(rest)
    small = np.full((k + 1, k + 1), -np.inf)
    small[:k, :k] = s[np.ix_(rest, rest)]
    small[:k, k] = out[np.arange(k), leave]
    small[k, :k] = into[enter, np.arange(k)]
    small[0, :] = -np.inf
    found = chu_liu_edmonds(small)
    result = heads.copy()
    for i in range(1, k):
        result[rest[i]] = ring[leave[i]] if found[i] == k else rest[found[i]]
    at = ring[enter[found[k]]]
    result[at] = rest[found[k]]
    return result


def spans(mention, threshold=0.0):
    """(first, last, score), 1-based, of mention [n, n]: above the threshold, best first, none crossing."""
    n = mention.shape[0]
    i, j = np.nonzero(np.triu(mention > threshold))
    order = sorted(zip(i.tolist(), j.tolist()), key=lambda ij: (-mention[ij], ij))
    kept = []
    for a, b in order:
        if not any((c < a <= d < b) or (a < c <= b < d) for c, d, _ in kept):
            kept.append((a, b, float(mention[a, b])))
    return sorted(((a + 1, b + 1, m) for a, b, m in kept), key=lambda s: (s[0], -s[1]))
