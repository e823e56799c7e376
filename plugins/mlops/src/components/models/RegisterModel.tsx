import { Dialog, DialogTrigger } from '@backstage/ui';
import { mlopsModelCreatePermission } from '@mlops-backstage/plugin-mlops-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { GuardedButton } from '../shared/GuardedButton';
import { useRefusal } from '../shared/useRefusal';
import { RegisterModelForm } from './RegisterModelForm';

/** The button that opens the registration form. */
export function RegisterModel() {
  const refusal = useRefusal(mlopsModelCreatePermission);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <GuardedButton variant="primary" iconStart={<RiAddLine />} refusal={refusal}>
        Register a model
      </GuardedButton>
      <Dialog width={560} isDismissable={false}>
        {isOpen && <RegisterModelForm onClose={() => setOpen(false)} />}
      </Dialog>
    </DialogTrigger>
  );
}
