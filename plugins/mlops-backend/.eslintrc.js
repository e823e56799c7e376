module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Checks that several tests share have a name of their own; they expect for them.
    'jest/expect-expect': [
      'warn',
      { assertFunctionNames: ['expect', 'refused', 'refuses', 'accepted', 'eventually', 'status'] },
    ],
  },
});
