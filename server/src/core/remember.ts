/**
 * Remembers answers, for what is asked again and again. When it is full it forgets all: what is asked often is soon back.
 *
 * @param most  answers kept
 * @param answer  always the same for the same question
 */
export function remember<Question, Answer>(
  most: number,
  answer: (question: Question) => Answer,
): (question: Question) => Answer {
  const known = new Map<Question, Answer>();
  return (question) => {
    const kept = known.get(question);
    if (kept !== undefined) return kept;
    const fresh = answer(question);
    if (known.size >= most) known.clear();
    known.set(question, fresh);
    return fresh;
  };
}
