import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load lazily and the machine may be busy: what never comes still fails, only later.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });
