/** So many servers the API takes by name; more are meant by a filter. */
export const mostNamed = 1000
