// Samples of how many of so many values fall into each bin.

const logFactorials = [0];
function logFactorial(n) {
  for (let k = logFactorials.length; k <= n; k++) {
    logFactorials.push(logFactorials[k - 1] + Math.log(k));
  }
  return logFactorials[n];
}

/** Successes among n trials: by inversion, looked for from the most likely number outwards. */
function binomial(uniform, n, p) {
  if (n === 0 || p <= 0) return 0;
  if (p >= 1) return n;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const ofMode = Math.exp(
    logFactorial(n) -
      logFactorial(mode) -
      logFactorial(n - mode) +
      mode * Math.log(p) +
      (n - mode) * Math.log1p(-p),
  );
  let rest = uniform() - ofMode;
  let [low, high, ofLow, ofHigh] = [mode, mode, ofMode, ofMode];
  while (rest > 0 && (low > 0 || high < n)) {
    if (high < n) {
      ofHigh *= (odds * (n - high)) / (high + 1);
      high++;
      rest -= ofHigh;
      if (rest <= 0) return high;
    }
    if (low > 0) {
      ofLow *= low / (odds * (n - low + 1));
      low--;
      rest -= ofLow;
      if (rest <= 0) return low;
    }
    // What rounding left over belongs to no number.
    if (ofLow < 1e-18 && ofHigh < 1e-18) break;
  }
  return mode;
}

/** How many of n values fall into each bin, given the bins' shares: the same as to draw and to count each. */
export function multinomial(uniform, n, shares) {
  let left = n;
  let share = 1;
  return shares.map((each, i) => {
    const count =
      i === shares.length - 1 ? left : binomial(uniform, left, Math.min(1, each / share));
    left -= count;
    share -= each;
    return count;
  });
}
