import { Progress } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { ModelsPage } from './ModelsPage';

const ComparePage = lazy(() =>
  import('../compare/ComparePage').then(module => ({ default: module.ComparePage })),
);

/** The page "ML models" with what lies below its address. */
export function ModelsPages() {
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path="/compare" element={<ComparePage />} />
        <Route path="*" element={<ModelsPage />} />
      </Routes>
    </Suspense>
  );
}
